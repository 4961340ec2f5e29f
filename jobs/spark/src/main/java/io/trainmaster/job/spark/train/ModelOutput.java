package io.trainmaster.job.spark.train;

import io.trainmaster.job.TaskContext;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import io.trainmaster.job.spark.model.PipelineFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;

/** Writes a trained model as the attempt's output. */
final class ModelOutput {

  private ModelOutput() {}

  static void write(
      TaskContext context,
      PipelineModel pipeline,
      ModelDescription description,
      FittedModel model,
      Map<String, Double> validation)
      throws IOException {
    ModelFolder folder = new ModelFolder(context.outputPath("out"));
    History history = model.history().get();
    folder.write(description, model.importance(), history);
    PipelineFolder.write(pipeline, folder.pipelinePath());
    for (History.Series series : history.series()) {
      List<Double> values = series.values();
      for (int step = 0; step < values.size(); step++) {
        context.metric(series.name(), values.get(step), step + 1L);
      }
    }
    Map<String, Object> properties = new LinkedHashMap<>(description.properties());
    validation.forEach((name, value) -> properties.put("validation." + name, value));
    context.output("out", "Model", properties);
  }
}
