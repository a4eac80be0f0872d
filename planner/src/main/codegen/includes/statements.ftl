<#-- CREATE, DROP, ALTER PIPELINE, SHOW, DESCRIBE, EXPLAIN -->

SqlNode ExplainStatement() :
{
    final Span s;
    Explain.Mode mode = Explain.Mode.LOGICAL;
    final SqlNode stmt;
}
{
    <EXPLAIN> { s = span(); }
    [
        <LOGICAL>
    |
        <PHYSICAL> { mode = Explain.Mode.PHYSICAL; }
    |
        <ANALYZE> { mode = Explain.Mode.ANALYZE; }
    |
        <PLAN> <FOR>
    ]
    stmt = SqlQueryOrDml() { return new Explain(s.end(stmt), mode, stmt); }
}

SqlNode DescribeStatement() :
{
    final Span s;
    final SqlNode what;
}
{
    <DESCRIBE> { s = span(); }
    (
        [ <TABLE> | <VIEW> ]
        what = SimpleIdentifier()
    |
        what = SqlQueryOrDml()
    )
    { return new Describe(s.end(what), what); }
}

SqlNode DropStatement() :
{
    final Span s;
    final ObjectKind kind;
    boolean ifExists = false;
    final SqlIdentifier name;
}
{
    <DROP> { s = span(); }
    kind = DroppedKind()
    [ LOOKAHEAD(2) <IF> <EXISTS> { ifExists = true; } ]
    name = SimpleIdentifier() { return new Drop(s.end(this), kind, ifExists, name); }
}

SqlNode AlterPipelineStatement() :
{
    final Span s;
    final SqlIdentifier pipeline;
    final SqlIdentifier plugin;
    SqlNode version = null;
}
{
    <ALTER> { s = span(); } <PIPELINE> pipeline = SimpleIdentifier()
    <UPGRADE> <PLUGIN> plugin = SimpleIdentifier()
    [ LOOKAHEAD(1) <TO> version = StringLiteral() ]
    { return new UpgradePlugin(s.end(this), pipeline, plugin, version); }
}

ObjectKind DroppedKind() : {}
{
    <TABLE> { return ObjectKind.TABLE; }
|
    <VIEW> { return ObjectKind.VIEW; }
|
    <FUNCTION> { return ObjectKind.FUNCTION; }
}

SqlNode ShowStatement() :
{
    final Span s;
    final SqlIdentifier word;
    final SqlIdentifier name;
}
{
    <SHOW> { s = span(); }
    (
        <CREATE> [ <TABLE> | <VIEW> | <FUNCTION> ]
        name = SimpleIdentifier() { return Show.create(s.end(this), name); }
    |
        word = SimpleIdentifier() { return Show.all(s.end(this), word); }
    )
}

SqlCreate CreateFunctionStatement(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlNode target;
}
{
    <FUNCTION> ifNotExists = IfNotExistsOpt()
    name = SimpleIdentifier()
    <AS> target = StringLiteral() {
        return new CreateFunction(s.end(this), replace, ifNotExists, name, target);
    }
}

boolean IfNotExistsOpt() : {}
{
    LOOKAHEAD(3)
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

SqlCreate CreateTableStatement(Span s, boolean replace) :
{
    boolean temporary = false;
    final boolean ifNotExists;
    final SqlIdentifier name;
    final CreateTable.Builder table;
    SqlNode query = null;
}
{
    [ <TEMPORARY> { temporary = true; } ]
    <TABLE> ifNotExists = IfNotExistsOpt()
    name = SimpleIdentifier() {
        table = new CreateTable.Builder(name, replace, ifNotExists, temporary);
    }
    [
        <LPAREN>
        TableElement(table)
        ( LOOKAHEAD({ getToken(1).kind == COMMA && getToken(2).kind != RPAREN }) <COMMA> TableElement(table) )*
        [ <COMMA> ]
        <RPAREN>
    ]
    [
        <WITH> <LPAREN>
        TableOption(table)
        ( LOOKAHEAD({ getToken(1).kind == COMMA && getToken(2).kind != RPAREN }) <COMMA> TableOption(table) )*
        [ <COMMA> ]
        <RPAREN>
    ]
    [ <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) ]
    {
        if (query != null) {
            return table.as(query, s.end(this));
        }
        return table.build(s.end(this));
    }
}

void TableElement(CreateTable.Builder table) :
{
    final Span s;
    final SqlIdentifier column;
    SqlNode e = null;
    final SqlNodeList list;
}
{
    LOOKAHEAD(2)
    <WATERMARK> { s = span(); } <FOR> column = SimpleIdentifier()
    [ <AS> e = Expression(ExprContext.ACCEPT_NON_QUERY) ]
    { table.watermark(new Watermark(column, e, s.end(this))); }
|
    <PRIMARY> <KEY> list = ParenthesizedSimpleIdentifierList()
    { table.primaryKey(list); }
|
    Column(table)
}

void Column(CreateTable.Builder table) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final TableColumn.Builder column;
    SqlNode e;
}
{
    name = SimpleIdentifier() type = DataType() {
        column = new TableColumn.Builder(name, type);
    }
    (
        <NOT> <NULL> { column.notNull(); }
    |
        <NULL>
    |
        <PRIMARY> <KEY> { column.primaryKey(); }
    |
        <GENERATED> <ALWAYS> <AS> <LPAREN> e = Expression(ExprContext.ACCEPT_NON_QUERY) <RPAREN>
        [ <STORED> | <VIRTUAL> ]
        { column.generatedAs(e); }
    |
        <METADATA> <FROM> e = StringLiteral() { column.metadataFrom(e); }
    )*
    { table.column(column.build()); }
}

void TableOption(CreateTable.Builder table) :
{
    final SqlIdentifier id;
    final String key;
    final SqlNode value;
    final Span s;
}
{
    (
        key = SimpleStringLiteral() { s = span(); }
    |
        key = OptionWord() { s = span(); }
    )
    <EQ>
    (
        LOOKAHEAD(2)
        value = Literal()
    |
        value = NumericLiteral()
    |
        value = SimpleIdentifier()
    |
        value = OptionList()
    )
    { table.option(new TableOption(key, value, s.end(value))); }
}

SqlNode OptionList() :
{
    final Span s;
    final List<SqlNode> values = new ArrayList<SqlNode>();
}
{
    <LBRACKET> { s = span(); }
    OptionListValue(values)
    ( <COMMA> OptionListValue(values) )*
    <RBRACKET>
    { return new SqlNodeList(values, s.end(this)); }
}

void OptionListValue(List<SqlNode> values) :
{
    final SqlNode value;
}
{
    value = StringLiteral() { values.add(value); }
|
    value = SimpleIdentifier() { values.add(value); }
}

String OptionWord() :
{
    SqlIdentifier id;
    final StringBuilder word = new StringBuilder();
}
{
    OptionWordPart(word)
    ( <DOT> { word.append('.'); } OptionWordPart(word) )*
    { return word.toString(); }
}

void OptionWordPart(StringBuilder word) :
{
    final SqlIdentifier id;
}
{
    id = SimpleIdentifier() { word.append(id.getSimple()); }
|
    ( <INTERVAL> | <TABLE> | <COLUMN> | <LIMIT> | <PARTITION> | <RANGE> | <USING> | <FILTER> )
    { word.append(token.image.toLowerCase(Locale.ROOT)); }
}

SqlCreate CreateViewStatement(Span s, boolean replace) :
{
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
    final boolean ifNotExists;
}
{
    <VIEW> ifNotExists = IfNotExistsOpt()
    name = SimpleIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) {
        return new CreateView(s.end(this), replace, ifNotExists, name, columns, query);
    }
}
