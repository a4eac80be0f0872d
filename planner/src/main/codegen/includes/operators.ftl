<#-- e::T, a == b, j -> 'k', j ->> 'k', j ? 'k', [1, 2], a[2:3], f(x AS name), TIMESTAMPTZ 't' -->

void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec dt;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    dt = DataType() {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
        list.add(dt);
    }
}

void DoubleEqual(List<Object> list, ExprContext exprContext, Span s) :
{}
{
    <DOUBLE_EQUAL> {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(SqlStdOperatorTable.EQUALS, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

void JsonArrow(List<Object> list, ExprContext exprContext, Span s) :
{
    final JsonOperators.Access op;
}
{
    (
        <LAMBDA> { op = JsonOperators.ARROW; }
    |
        <JSON_TEXT_ARROW> { op = JsonOperators.TEXT_ARROW; }
    |
        <HOOK> { op = JsonOperators.CONTAINS; }
    )
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{}
{
    <AT> <TIME> <ZONE> {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(TimeZoneOperator.AT_TIME_ZONE, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

SqlNode UnnestCall() :
{
    final Span s;
    final SqlNode array;
}
{
    <UNNEST> { s = span(); }
    <LPAREN> array = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
        return createCall(
            new SqlIdentifier("unnest", s.pos()), s.end(this),
            SqlFunctionCategory.USER_DEFINED_FUNCTION, null, Collections.singletonList(array));
    }
}

SqlNode BracketArray() :
{
    final Span s;
    SqlNodeList items = SqlNodeList.EMPTY;
}
{
    <LBRACKET> { s = span(); }
    [ items = ExpressionCommaList(s, ExprContext.ACCEPT_NON_QUERY) ]
    <RBRACKET> {
        return createCall(
            new SqlIdentifier("make_array", s.pos()), s.end(this),
            SqlFunctionCategory.USER_DEFINED_FUNCTION, null, items);
    }
}

/** What is behind the first colon of array[from:to:step]; one or both places may be left out. */
SqlNode SliceBounds(SqlNode from) :
{
    final Span s = span();
    SqlNode to = null;
    SqlNode step = null;
}
{
    [
        to = Expression(ExprContext.ACCEPT_SUB_QUERY)
        [ <COLON> step = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
    ]
    {
        return SliceOperator.bounds(from, to, step, s.end(this));
    }
}

/** What may be behind an argument of struct(x AS name). */
SqlNode NamedField(SqlNode value) :
{
    final SqlIdentifier name;
}
{
    <AS> name = SimpleIdentifier() {
        return SqlStdOperatorTable.AS.createCall(Span.of(value, name).pos(), value, name);
    }
|
    { return value; }
}

SqlNode MomentLiteral() :
{
    final Span s;
    final String text;
}
{
    <IDENTIFIER> { s = span(); }
    text = SimpleStringLiteral() {
        return SqlLiteral.createUnknown("TIMESTAMP WITH LOCAL TIME ZONE", text, s.end(this));
    }
}
