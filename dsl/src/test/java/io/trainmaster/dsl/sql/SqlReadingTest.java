package io.trainmaster.dsl.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlReadingTest {

  private static final Map<String, Optional<List<SqlColumn>>> TABLES =
      Map.of(
          "input",
          Optional.of(
              List.of(
                  column("id", "Int", false),
                  column("name", "String", true),
                  column("fare", "Float", true),
                  column("at", "Instant", true))),
          "input2",
          Optional.of(List.of(column("id", "Int", false), column("zone", "String", false))),
          "open",
          Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select id, name from input                        | id Int, name String?
          select * from input                               | id Int, name String?, fare Float?, at Instant?
          select * except (fare, at) from input             | id Int, name String?
          select i.* from input i join input2 z on i.id = z.id | id Int, name String?, fare Float?, at Instant?
          select z.*, fare from input left join input2 z using (id) | zone String?, fare Float?
          select count(*) as n, avg(fare) mean from input   | n Int, mean Float?
          select date(at) as day, count(*) as n from input group by day | day Date?, n Int
          select id + 1 as next, fare / 2 as half from input | next Int, half Float?
          select cast(name as int) as n from input          | n Int?
          select case when fare > 1 then 'a' else 'b' end as c from input | c String?
          select id > 1 as big from input                   | big Bool?
          with t as (select id as k from input) select k from t | k Int
          select k from (select id as k from input) s       | k Int
          select id from input union all select id from input2 | id Int
          select transform(split(name, ','), x -> upper(x)) as parts from input | parts ?
          select ID, Name from INPUT                        | ID Int, Name String?
          select `id` as `odd name` from input              | odd name Int
          """)
  void followsColumns(String query, String columns) {
    SqlReading reading = SqlReading.of(query, TABLES);

    assertThat(reading.unknown()).isEmpty();
    assertThat(reading.columns().map(SqlReadingTest::text)).contains(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select ide from input                             | ide
          select id from input where nam = 'x'              | nam
          select i.zone from input i                        | zone
          select id from input group by ide                 | ide
          select count(fair) as n from input                | fair
          select a.id from input a join input2 b on a.id = b.key | key
          select id from (select name as n from input) s    | id
          select id from input where exists (select 1 from input2 where zon = 'x') | zon
          """)
  void tellsOfColumnsThatAreNotThere(String query, String name) {
    assertThat(SqlReading.of(query, TABLES).unknown())
        .extracting(SqlReading.Unknown::name)
        .containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "selec id from input",
        "",
        "drop table input",
        "select whatever from open",
        "select count(*) from input",
        "select x from input lateral view explode(array(1)) e as x",
        "select info.deep from input join open on true",
        "select current_date as today, \"text\" as t from input where current_timestamp > at",
        "select id as a, a + 1 as b from input",
        "select distinct id from input order by nothing_known",
        "select id from input2 where id in (select id from input where fare > input2.id)",
        "((((((((((((((((((((((((((((((((((((((("
      })
  void saysNothingOfWhatItIsNotSureOf(String query) {
    assertThat(SqlReading.of(query, TABLES).unknown()).isEmpty();
  }

  private static SqlColumn column(String name, String type, boolean nullable) {
    return new SqlColumn(name, Optional.of(type), nullable);
  }

  private static String text(List<SqlColumn> columns) {
    return columns.stream()
        .map(column -> column.name() + " " + type(column))
        .collect(Collectors.joining(", "));
  }

  private static String type(SqlColumn column) {
    return column.type().orElse("") + (column.nullable() ? "?" : "");
  }

  @Test
  void aVeryLongQueryIsLeftToSpark() {
    String query = "select id from input where " + "id > 1 and ".repeat(10_000) + "true";

    assertThat(SqlReading.of(query, TABLES).columns()).isEmpty();
  }
}
