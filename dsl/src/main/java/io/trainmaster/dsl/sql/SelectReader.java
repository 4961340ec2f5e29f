package io.trainmaster.dsl.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;

/** Follows columns through a select. */
final class SelectReader {

  private final Map<String, Optional<List<SqlColumn>>> tables;
  private final List<SqlReading.Unknown> unknown;

  SelectReader(Map<String, Optional<List<SqlColumn>>> tables, List<SqlReading.Unknown> unknown) {
    this.tables = tables;
    this.unknown = unknown;
  }

  /**
   * The columns that come out.
   *
   * @param outer what a select around this one reads from
   */
  Optional<List<SqlColumn>> columns(Select select, List<Source> outer) {
    SelectReader inner = this;
    if (select.getWithItemsList() != null && !select.getWithItemsList().isEmpty()) {
      Map<String, Optional<List<SqlColumn>>> more = new LinkedHashMap<>(tables);
      inner = new SelectReader(more, unknown);
      for (WithItem<?> item : select.getWithItemsList()) {
        more.put(SqlColumn.key(unquoted(item.getAliasName())), inner.named(item, outer));
      }
    }
    if (select instanceof ParenthesedSelect parenthesed) {
      return inner.columns(parenthesed.getSelect(), outer);
    } else if (select instanceof SetOperationList operations) {
      List<Optional<List<SqlColumn>>> all = new ArrayList<>();
      for (Select each : operations.getSelects()) {
        all.add(inner.columns(each, outer));
      }
      return all.get(0);
    } else if (select instanceof PlainSelect plain) {
      return inner.plain(plain, outer);
    }
    return Optional.empty();
  }

  private Optional<List<SqlColumn>> named(WithItem<?> item, List<Source> outer) {
    if (item.isRecursive() || item.getSelect() == null) {
      return Optional.empty();
    }
    Optional<List<SqlColumn>> columns = columns(item.getSelect(), outer);
    boolean renamed = item.getWithItemList() != null && !item.getWithItemList().isEmpty();
    return renamed ? Optional.empty() : columns;
  }

  private Optional<List<SqlColumn>> plain(PlainSelect select, List<Source> outer) {
    List<Source> sources = sources(select, outer);
    List<Source> all = new ArrayList<>(sources);
    all.addAll(outer);
    List<String> aliases =
        select.getSelectItems().stream()
            .filter(item -> item.getAlias() != null)
            .map(item -> unquoted(item.getAlias().getName()))
            .toList();
    ExpressionReader reader = new ExpressionReader(this, all, aliases, unknown);
    List<SqlColumn> columns = new ArrayList<>();
    boolean complete = select.getFromItem() == null || select.getFromItem().getPivot() == null;
    for (SelectItem<?> item : select.getSelectItems()) {
      complete &= item(item, sources, reader, columns);
    }
    reader.check(select.getWhere());
    if (select.getJoins() != null) {
      select.getJoins().forEach(join -> join.getOnExpressions().forEach(reader::check));
    }
    if (select.getGroupBy() != null) {
      List<?> keys = select.getGroupBy().getGroupByExpressionList();
      keys.forEach(key -> reader.check((Expression) key));
    }
    reader.check(select.getHaving());
    return complete ? Optional.of(columns) : Optional.empty();
  }

  /** Adds what an item gives; false where that isn't known. */
  private static boolean item(
      SelectItem<?> item, List<Source> sources, ExpressionReader reader, List<SqlColumn> columns) {
    Expression expression = item.getExpression();
    if (expression instanceof AllTableColumns all) {
      String name = unquoted(all.getTable().getName());
      return add(
          sources.stream().filter(source -> source.name().equalsIgnoreCase(name)).toList(),
          all,
          columns);
    } else if (expression instanceof AllColumns all) {
      return add(sources, all, columns);
    }
    reader.check(expression);
    SqlColumn value = reader.typed(expression);
    if (item.getAlias() != null) {
      columns.add(value.named(unquoted(item.getAlias().getName())));
      return item.getAlias().getAliasColumns() == null;
    } else if (expression instanceof Column column) {
      columns.add(value.named(unquoted(column.getColumnName())));
      return true;
    }
    return false;
  }

  private static boolean add(List<Source> sources, AllColumns all, List<SqlColumn> columns) {
    boolean replaced =
        all.getReplaceExpressions() != null && !all.getReplaceExpressions().isEmpty();
    if (sources.isEmpty() || replaced) {
      return false;
    }
    List<String> except =
        all.getExceptColumns() == null
            ? List.of()
            : all.getExceptColumns().stream()
                .map(column -> unquoted(column.getColumnName()))
                .toList();
    for (Source source : sources) {
      if (source.columns().isEmpty()) {
        return false;
      }
      source.columns().get().stream()
          .filter(column -> except.stream().noneMatch(column::is))
          .forEach(columns::add);
    }
    return true;
  }

  private List<Source> sources(PlainSelect select, List<Source> outer) {
    List<Source> sources = new ArrayList<>();
    if (select.getFromItem() != null) {
      sources.add(source(select.getFromItem(), outer));
    }
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    for (Join join : joins) {
      join(join, source(join.getFromItem(), outer), sources);
    }
    if (select.getLateralViews() != null && !select.getLateralViews().isEmpty()) {
      sources.add(Source.unknown(""));
    }
    return sources;
  }

  private static void join(Join join, Source right, List<Source> sources) {
    if (join.isSemi()) {
      // Its columns may be named in the condition, and don't come out: too much to be sure of.
      sources.replaceAll(source -> Source.unknown(source.name()));
      sources.add(Source.unknown(right.name()));
      return;
    }
    if (join.isRight() || join.isFull()) {
      sources.replaceAll(Source::orNothing);
    }
    Source joined = join.isLeft() || join.isFull() ? right.orNothing() : right;
    boolean using = join.getUsingColumns() != null && !join.getUsingColumns().isEmpty();
    if (using || join.isNatural()) {
      List<String> shared =
          using
              ? join.getUsingColumns().stream()
                  .map(column -> unquoted(column.getColumnName()))
                  .toList()
              : List.of();
      joined =
          new Source(
              joined.name(),
              join.isNatural()
                  ? Optional.empty()
                  : joined
                      .columns()
                      .map(
                          all ->
                              all.stream()
                                  .filter(column -> shared.stream().noneMatch(column::is))
                                  .toList()));
    }
    sources.add(joined);
  }

  private Source source(FromItem item, List<Source> outer) {
    String alias = item.getAlias() == null ? "" : unquoted(item.getAlias().getName());
    if (item.getPivot() != null || item.getUnPivot() != null) {
      return Source.unknown(alias);
    } else if (item instanceof Table table && table.getSchemaName() == null) {
      String name = unquoted(table.getName());
      return new Source(
          alias.isEmpty() ? name : alias,
          tables.getOrDefault(SqlColumn.key(name), Optional.empty()));
    } else if (item instanceof ParenthesedSelect select) {
      return new Source(alias, columns(select, outer));
    }
    return Source.unknown(alias);
  }

  static String unquoted(String name) {
    boolean quoted = name.length() >= 2 && name.startsWith("`") && name.endsWith("`");
    return quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name;
  }
}
