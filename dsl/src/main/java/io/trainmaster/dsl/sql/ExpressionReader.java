package io.trainmaster.dsl.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Finds the columns that an expression reads, and the type of what it gives. */
final class ExpressionReader {

  /** Words that look like columns and are none. */
  private static final Set<String> WORDS =
      Set.of(
          "current_date",
          "current_timestamp",
          "current_user",
          "current_timezone",
          "localtimestamp",
          "true",
          "false",
          "null");

  private static final Map<String, String> RESULTS =
      Map.ofEntries(
          Map.entry("count", "Int"),
          Map.entry("length", "Int"),
          Map.entry("year", "Int"),
          Map.entry("month", "Int"),
          Map.entry("day", "Int"),
          Map.entry("hour", "Int"),
          Map.entry("minute", "Int"),
          Map.entry("datediff", "Int"),
          Map.entry("row_number", "Int"),
          Map.entry("avg", "Float"),
          Map.entry("mean", "Float"),
          Map.entry("stddev", "Float"),
          Map.entry("variance", "Float"),
          Map.entry("sqrt", "Float"),
          Map.entry("ln", "Float"),
          Map.entry("exp", "Float"),
          Map.entry("rand", "Float"),
          Map.entry("concat", "String"),
          Map.entry("concat_ws", "String"),
          Map.entry("lower", "String"),
          Map.entry("upper", "String"),
          Map.entry("trim", "String"),
          Map.entry("replace", "String"),
          Map.entry("regexp_replace", "String"),
          Map.entry("regexp_extract", "String"),
          Map.entry("substring", "String"),
          Map.entry("substr", "String"),
          Map.entry("date", "Date"),
          Map.entry("to_date", "Date"),
          Map.entry("date_add", "Date"),
          Map.entry("to_timestamp", "Instant"));

  /** Functions that give a value of the type that they are given. */
  private static final Set<String> SAME =
      Set.of("min", "max", "first", "last", "coalesce", "nullif", "ifnull", "nvl", "abs", "lag");

  private static final Map<String, String> CASTS =
      Map.ofEntries(
          Map.entry("int", "Int"),
          Map.entry("integer", "Int"),
          Map.entry("bigint", "Int"),
          Map.entry("long", "Int"),
          Map.entry("smallint", "Int"),
          Map.entry("float", "Float"),
          Map.entry("double", "Float"),
          Map.entry("string", "String"),
          Map.entry("boolean", "Bool"),
          Map.entry("date", "Date"),
          Map.entry("timestamp", "Instant"));

  private final SelectReader selects;
  private final List<Source> sources;
  private final List<String> aliases;
  private final List<SqlReading.Unknown> unknown;

  ExpressionReader(
      SelectReader selects,
      List<Source> sources,
      List<String> aliases,
      List<SqlReading.Unknown> unknown) {
    this.selects = selects;
    this.sources = sources;
    this.aliases = aliases;
    this.unknown = unknown;
  }

  /** Tells of the columns in it that aren't there. */
  void check(@Nullable Expression expression) {
    if (expression != null) {
      expression.accept(new Columns(), null);
    }
  }

  /** Visits the columns; a lambda's parameters are none. */
  private final class Columns extends ExpressionVisitorAdapter<Void> {
    private final Set<String> parameters = new HashSet<>();

    @Override
    public <S> Void visit(Column column, S context) {
      resolve(column, parameters);
      return super.visit(column, context);
    }

    @Override
    public <S> Void visit(LambdaExpression lambda, S context) {
      lambda.getIdentifiers().forEach(name -> parameters.add(SqlColumn.key(name)));
      lambda.getExpression().accept(this, context);
      return null;
    }

    @Override
    public <S> Void visit(ParenthesedSelect select, S context) {
      selects.columns(select, sources);
      return null;
    }

    @Override
    public <S> Void visit(Select select, S context) {
      selects.columns(select, sources);
      return null;
    }
  }

  private void resolve(Column column, Set<String> parameters) {
    String written = column.getColumnName();
    String name = SelectReader.unquoted(written);
    boolean text = written.startsWith("\"");
    if (text
        || column.getTable() != null && column.getTable().getName() != null && !isQualified(column)
        || WORDS.contains(SqlColumn.key(name))
        || parameters.contains(SqlColumn.key(name))
        || aliases.stream().anyMatch(name::equalsIgnoreCase)) {
      return;
    }
    List<Source> candidates = candidates(column);
    boolean open = candidates.isEmpty() || candidates.stream().anyMatch(s -> s.columns().isEmpty());
    if (!open && candidates.stream().allMatch(source -> source.column(name).isEmpty())) {
      List<String> known = new ArrayList<>();
      candidates.forEach(
          source -> source.columns().orElse(List.of()).forEach(one -> known.add(one.name())));
      unknown.add(new SqlReading.Unknown(name, known));
    }
  }

  /** What stands before the dot names a table, and is no column with fields. */
  private boolean isQualified(Column column) {
    return sources.stream().anyMatch(source -> isOf(column, source));
  }

  private static boolean isOf(Column column, Source source) {
    String table = SelectReader.unquoted(column.getTable().getName());
    return column.getTable().getSchemaName() == null && source.name().equalsIgnoreCase(table);
  }

  private List<Source> candidates(Column column) {
    boolean bare = column.getTable() == null || column.getTable().getName() == null;
    return bare ? sources : sources.stream().filter(source -> isOf(column, source)).toList();
  }

  /** What it gives, with a name that means nothing. */
  SqlColumn typed(Expression expression) {
    if (expression instanceof Column column) {
      return candidates(column).stream()
          .flatMap(source -> source.column(SelectReader.unquoted(column.getColumnName())).stream())
          .findFirst()
          .orElse(SqlColumn.untyped(""));
    } else if (expression instanceof LongValue) {
      return of("Int", false);
    } else if (expression instanceof DoubleValue) {
      return of("Float", false);
    } else if (expression instanceof StringValue) {
      return of("String", false);
    } else if (expression instanceof BooleanValue
        || expression instanceof AndExpression
        || expression instanceof OrExpression
        || expression instanceof ComparisonOperator
        || expression instanceof InExpression
        || expression instanceof Between
        || expression instanceof LikeExpression
        || expression instanceof NotExpression
        || expression instanceof IsNullExpression) {
      return of("Bool", !(expression instanceof IsNullExpression));
    } else if (expression instanceof CastExpression cast && cast.getColDataType() != null) {
      String type = cast.getColDataType().getDataType().toLowerCase(Locale.ROOT);
      return new SqlColumn("", Optional.ofNullable(CASTS.get(type)), true);
    } else if (expression instanceof Function function) {
      return function(function);
    } else if (expression instanceof CaseExpression cases && !cases.getWhenClauses().isEmpty()) {
      return typed(cases.getWhenClauses().get(0).getThenExpression()).orNothing();
    } else if (expression instanceof BinaryExpression binary) {
      return arithmetic(binary);
    }
    return SqlColumn.untyped("");
  }

  private static SqlColumn of(String type, boolean nullable) {
    return new SqlColumn("", Optional.of(type), nullable);
  }

  private SqlColumn function(Function function) {
    String name = function.getName().toLowerCase(Locale.ROOT);
    String result = RESULTS.get(name);
    if (result != null) {
      return of(result, !name.equals("count") && !name.equals("row_number"));
    }
    boolean same = SAME.contains(name) || name.equals("sum");
    if (same && function.getParameters() != null && !function.getParameters().isEmpty()) {
      return typed(function.getParameters().get(0)).orNothing();
    }
    return SqlColumn.untyped("");
  }

  private SqlColumn arithmetic(BinaryExpression binary) {
    SqlColumn left = typed(binary.getLeftExpression());
    SqlColumn right = typed(binary.getRightExpression());
    boolean nullable = left.nullable() || right.nullable();
    if (binary instanceof Division) {
      return of("Float", true);
    } else if (binary instanceof Addition
        || binary instanceof Subtraction
        || binary instanceof Multiplication) {
      boolean numbers = isNumber(left) && isNumber(right);
      boolean whole = left.type().equals(right.type());
      return numbers
          ? new SqlColumn("", whole ? left.type() : Optional.of("Float"), nullable)
          : SqlColumn.untyped("");
    }
    return SqlColumn.untyped("");
  }

  private static boolean isNumber(SqlColumn column) {
    return column.type().filter(type -> type.equals("Int") || type.equals("Float")).isPresent();
  }
}
