package io.trainmaster.job.spark.features;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;

/**
 * Makes Spark's pipeline stages of a plan. They are built from what the plan knows and not fitted,
 * so no stage costs a job: one SQL statement fills in missing values and converts types, one
 * indexer numbers the categories, one encoder spreads them, one assembler makes the vector.
 */
public final class FeaturePipeline {

  /** The column that the vector goes into. */
  public static final String FEATURES = "__features";

  private static final String VALUE = "__value_";
  private static final String INDEX = "__index_";
  private static final String ONE_HOT = "__one_hot_";

  private final FeaturePlan plan;
  private final Encoding encoding;

  private FeaturePipeline(FeaturePlan plan, Encoding encoding) {
    this.plan = plan;
    this.encoding = encoding;
  }

  /** The stages that give {@link #FEATURES}. */
  public static List<Transformer> stages(FeaturePlan plan, Encoding encoding) {
    return new FeaturePipeline(plan, encoding).stages();
  }

  /** The same as one transformer. */
  public static PipelineModel model(FeaturePlan plan, Encoding encoding) {
    return new PipelineModel("features", stages(plan, encoding));
  }

  /** The column in which the stages put the index of a categorical feature. */
  public static String indexColumn(FeaturePlan plan, Feature.Categorical feature) {
    return INDEX + plan.features().indexOf(feature);
  }

  private List<Transformer> stages() {
    List<Transformer> stages = new ArrayList<>();
    stages.add(values());
    int[] texts =
        IntStream.range(0, plan.features().size())
            .filter(i -> plan.features().get(i) instanceof Feature.Categorical)
            .toArray();
    if (texts.length > 0) {
      stages.add(indexer(texts));
      if (encoding != Encoding.INDEXED) {
        stages.add(encoder(texts));
      }
    }
    stages.add(
        new VectorAssembler("assemble")
            .setInputCols(
                IntStream.range(0, plan.features().size())
                    .mapToObj(this::assembled)
                    .toArray(String[]::new))
            .setOutputCol(FEATURES));
    return stages;
  }

  private SQLTransformer values() {
    String columns =
        IntStream.range(0, plan.features().size())
            .mapToObj(i -> value(plan.features().get(i)) + " AS " + VALUE + i)
            .collect(Collectors.joining(", "));
    return new SQLTransformer("values").setStatement("SELECT *, " + columns + " FROM __THIS__");
  }

  private String value(Feature feature) {
    if (feature instanceof Feature.Numeric number) {
      String value =
          "coalesce(nanvl(%s, cast(null as double)), %s)"
              .formatted(number.kind().expression(number.column()), literal(number.fill()));
      return encoding == Encoding.SCALED_ONE_HOT
          ? "(%s - %s) / %s".formatted(value, literal(number.mean()), literal(number.deviation()))
          : value;
    }
    return "coalesce(%s, '%s')"
        .formatted(ColumnKind.TEXT.expression(feature.column()), Feature.Categorical.MISSING);
  }

  private static String literal(double value) {
    return "(" + value + "D)";
  }

  private StringIndexerModel indexer(int[] texts) {
    String[][] labels =
        plan.categorical().stream()
            .map(text -> text.categories().toArray(new String[0]))
            .toArray(String[][]::new);
    return new StringIndexerModel("index", labels)
        .setInputCols(names(VALUE, texts))
        .setOutputCols(names(INDEX, texts))
        // Null never gets here; an unknown text has the index after the last.
        .setHandleInvalid("keep");
  }

  private OneHotEncoderModel encoder(int[] texts) {
    int[] sizes = plan.categorical().stream().mapToInt(Feature.Categorical::size).toArray();
    return new OneHotEncoderModel("one_hot", sizes)
        .setInputCols(names(INDEX, texts))
        .setOutputCols(names(ONE_HOT, texts))
        // The last index, of unknown texts, has no slot: such a row has 0 in all of them.
        .setDropLast(true);
  }

  private String assembled(int feature) {
    if (plan.features().get(feature) instanceof Feature.Categorical) {
      return (encoding == Encoding.INDEXED ? INDEX : ONE_HOT) + feature;
    }
    return VALUE + feature;
  }

  private static String[] names(String prefix, int[] features) {
    return IntStream.of(features).mapToObj(i -> prefix + i).toArray(String[]::new);
  }
}
