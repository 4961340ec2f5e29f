package io.trainmaster.job.spark.prepare;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.DeclaredSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code transform.sql}: a query of Spark's SQL over data sets. */
public final class SqlTransform extends SparkOperator {

  @Override
  public String signature() {
    return """
    /// Queries data with Spark's SQL. The data set is the view `input`; further ones are `input2`,
    /// `input3` and so on.
    operator transform.sql(
      input: Dataset,
      /// One query, which starts with `select` or `with`.
      query: String,
      /// Further data sets for the query to join.
      inputs: List<Dataset>?,
      /// What the query's `:name` stand for: `values(min_age: 18, plan: "basic")`.
      parameters: Call?,
      /// The columns that must come out.
      schema: Schema?,
    ) -> Dataset {
      effect pure
      query  query, input, inputs
      runs   shared
      devices [cpu]
    }
    """;
  }

  @Override
  protected void run(TaskContext context, SparkSession session) throws Exception {
    Arguments arguments = context.arguments();
    Optional<DeclaredSchema> declared = DeclaredSchema.of(arguments);
    // A session of the attempt's own, since views belong to a session.
    SparkSession own = session.newSession();
    own.conf().set("spark.sql.runSQLOnFiles", false);
    view(own, arguments.artifact("input"), "input");
    List<?> others = (List<?>) arguments.get("inputs").orElse(List.of());
    for (int i = 0; i < others.size(); i++) {
      view(own, (Artifact) others.get(i), "input" + (i + 2));
    }
    try {
      Dataset<Row> result = query(own, arguments);
      if (declared.isPresent()) {
        result = declared.get().select(result, "the result of the query");
      }
      Datasets.write(context, result, "out");
    } catch (TaskException e) {
      throw e;
    } catch (Exception e) {
      Optional<TaskException> wrongQuery = QueryFailure.find(e);
      throw wrongQuery.isPresent() ? wrongQuery.get() : e;
    }
  }

  private static Dataset<Row> query(SparkSession session, Arguments arguments) throws Exception {
    String text = arguments.text("query");
    // What is no query, such as `drop view`, would be carried out by `sql`; this refuses it.
    ((org.apache.spark.sql.classic.SparkSession) session)
        .sessionState()
        .sqlParser()
        .parseQuery(text);
    Map<String, Object> parameters =
        arguments.get("parameters").map(call -> ((Arguments.Call) call).named()).orElse(Map.of());
    return session.sql(text, parameters);
  }

  private static void view(SparkSession session, Artifact dataset, String name)
      throws AnalysisException {
    Datasets.read(session, dataset).createTempView(name);
  }
}
