<#-- e::T, a == b, j -> 'k', j ->> 'k', j ? 'k' -->

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
