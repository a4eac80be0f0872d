<#-- ARRAY<T>, STRUCT<a T, ..>, T[], INTERVAL [qualifier] -->

SqlTypeNameSpec AngleBracketTypeName() :
{
    final Span s;
    final SqlDataTypeSpec element;
    final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
    final List<SqlDataTypeSpec> types = new ArrayList<SqlDataTypeSpec>();
}
{
    <ARRAY> { s = span(); } <LT> element = DataType() <GT> {
        return new SqlCollectionTypeNameSpec(element.getTypeNameSpec(), SqlTypeName.ARRAY, s.end(this));
    }
|
    <STRUCT> { s = span(); } <LT>
    StructField(names, types)
    ( LOOKAHEAD(1) <COMMA> StructField(names, types) )*
    <GT> {
        return new SqlRowTypeNameSpec(s.end(this), names, types);
    }
}

void StructField(List<SqlIdentifier> names, List<SqlDataTypeSpec> types) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    boolean nullable = true;
}
{
    name = SimpleIdentifier()
    [ <COLON> ]
    type = DataType()
    [ <NOT> <NULL> { nullable = false; } ]
    {
        names.add(name);
        types.add(type.withNullable(nullable));
    }
}

SqlTypeNameSpec BracketTypeName(SqlTypeNameSpec element) :
{}
{
    <LBRACKET> <RBRACKET> {
        return new SqlCollectionTypeNameSpec(element, SqlTypeName.ARRAY,
            element.getParserPos().plus(getPos()));
    }
}

SqlTypeNameSpec IntervalTypeName() :
{
    final Span s;
    SqlIntervalQualifier qualifier = null;
}
{
    <INTERVAL> { s = span(); }
    [ LOOKAHEAD(1) qualifier = IntervalQualifier() ]
    { return new IntervalTypeName(qualifier, s.end(this)); }
}
