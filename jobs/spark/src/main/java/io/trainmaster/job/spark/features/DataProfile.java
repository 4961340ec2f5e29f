package io.trainmaster.job.spark.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * What the columns of a dataset hold, found in one Spark job.
 *
 * @param rows how many rows there are
 * @param columns profiles by column, in the dataset's order; columns of types that can't be learned
 *     from have none
 */
public record DataProfile(long rows, Map<String, ColumnProfile> columns) {

  public DataProfile {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * The profile of a column that has one.
   *
   * @throws IllegalArgumentException where it has none
   */
  public ColumnProfile column(String name) {
    ColumnProfile found = columns.get(name);
    if (found == null) {
      throw new IllegalArgumentException("Column " + name + " has no profile");
    }
    return found;
  }

  /** Looks at every row once. */
  public static DataProfile of(Dataset<Row> data) {
    List<String> names = new ArrayList<>();
    List<ColumnKind> kinds = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    for (StructField field : data.schema().fields()) {
      ColumnKind.of(field.dataType())
          .ifPresent(
              kind -> {
                names.add(field.name());
                kinds.add(kind);
                expressions.add(kind.expression(field.name()) + " as `" + names.size() + "`");
              });
    }
    ColumnKind[] kindOf = kinds.toArray(new ColumnKind[0]);
    List<ColumnProfile[]> partitions =
        data.selectExpr(expressions.toArray(new String[0]))
            .toJavaRDD()
            .mapPartitions(rows -> List.<ColumnProfile[]>of(profile(rows, kindOf)).iterator())
            .collect();
    ColumnProfile[] merged = empty(kindOf);
    long rows = 0;
    for (ColumnProfile[] partition : partitions) {
      for (int i = 0; i < merged.length; i++) {
        merged[i].merge(partition[i]);
      }
    }
    Map<String, ColumnProfile> byName = new LinkedHashMap<>();
    for (int i = 0; i < merged.length; i++) {
      byName.put(names.get(i), merged[i]);
      rows = merged[i].present() + merged[i].missing() + merged[i].infinite();
    }
    return new DataProfile(rows, byName);
  }

  private static ColumnProfile[] profile(Iterator<Row> rows, ColumnKind[] kinds) {
    ColumnProfile[] profiles = empty(kinds);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < kinds.length; i++) {
        if (row.isNullAt(i)) {
          profiles[i].addNull();
        } else if (kinds[i].numeric()) {
          profiles[i].add(row.getDouble(i));
        } else {
          profiles[i].add(row.getString(i));
        }
      }
    }
    return profiles;
  }

  private static ColumnProfile[] empty(ColumnKind[] kinds) {
    return Arrays.stream(kinds).map(ColumnProfile::new).toArray(ColumnProfile[]::new);
  }
}
