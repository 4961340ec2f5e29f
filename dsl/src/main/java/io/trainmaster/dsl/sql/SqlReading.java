package io.trainmaster.dsl.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/**
 * What is known of a query from its text.
 *
 * @param columns the columns that come out; empty where not all of them are known
 * @param unknown names of columns that no table of the query has, in the order of the text
 */
public record SqlReading(Optional<List<SqlColumn>> columns, List<Unknown> unknown) {

  /** What is known of a text that can't be read. */
  private static final SqlReading NOTHING = new SqlReading(Optional.empty(), List.of());

  /** Nobody writes longer queries by hand, and the parser's time grows faster than the text. */
  private static final int LONGEST = 20_000;

  public SqlReading {
    unknown = List.copyOf(unknown);
  }

  /**
   * A column that isn't there.
   *
   * @param name as it is written, without quotes
   * @param known the names it could have been
   */
  public record Unknown(String name, List<String> known) {
    public Unknown {
      known = List.copyOf(known);
    }
  }

  /**
   * Reads a query.
   *
   * @param tables the columns of each table that it may name; none for one whose columns aren't
   *     known
   */
  public static SqlReading of(String query, Map<String, Optional<List<SqlColumn>>> tables) {
    if (query.length() > LONGEST) {
      return NOTHING;
    }
    try {
      Statement statement = CCJSqlParserUtil.parse(query);
      if (!(statement instanceof Select select)) {
        return NOTHING;
      }
      Map<String, Optional<List<SqlColumn>>> known = new LinkedHashMap<>();
      tables.forEach((name, columns) -> known.put(SqlColumn.key(name), columns));
      List<Unknown> unknown = new ArrayList<>();
      Optional<List<SqlColumn>> columns =
          new SelectReader(known, unknown).columns(select, List.of());
      return new SqlReading(columns, unknown);
    } catch (JSQLParserException | RuntimeException e) {
      // The parser knows less than Spark does, and breaks on some of it: then nothing is said.
      return NOTHING;
    }
  }
}
