package io.trainmaster.job.dl4j;

import io.trainmaster.job.ModelFlavor;
import io.trainmaster.job.dl4j.backend.Dl4jBackend;
import io.trainmaster.job.network.training.Answers;
import io.trainmaster.job.network.training.ScoringNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores models that {@link TrainNetwork} made. */
public final class Dl4jFlavor implements ModelFlavor {

  static final String NAME = "dl4j";

  /** Rows that are answered at once. */
  private static final int BATCH_ROWS = 1024;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Scorer load(Path model) throws IOException {
    ModelFolder.Contents contents = new ModelFolder(model).read();
    return new NetworkScorer(
        contents, Dl4jBackend.onCpus().load(contents.network(), contents.weights(), 1));
  }

  private static final class NetworkScorer implements Scorer {

    private final ModelFolder.Contents model;
    private final ScoringNetwork network;

    NetworkScorer(ModelFolder.Contents model, ScoringNetwork network) {
      this.model = model;
      this.network = network;
    }

    @Override
    public List<String> columns() {
      return model.encoding().columns();
    }

    @Override
    public double[][] score(List<Object[]> rows) {
      double[][] scores = new double[rows.size()][];
      for (int from = 0; from < scores.length; from += BATCH_ROWS) {
        int count = Math.min(BATCH_ROWS, scores.length - from);
        score(rows.subList(from, from + count), scores, from);
      }
      return scores;
    }

    private void score(List<Object[]> rows, double[][] scores, int at) {
      int width = model.encoding().input().size();
      float[] features = new float[rows.size() * width];
      for (int row = 0; row < rows.size(); row++) {
        model.encoding().encode(plain(rows.get(row)), features, row * width);
      }
      float[] answers = network.answer(features, rows.size());
      for (int row = 0; row < rows.size(); row++) {
        scores[at + row] =
            model.target().classes().isEmpty()
                ? new double[] {model.target().unscale(answers[row])}
                : Answers.probabilities(answers, row, network.units());
      }
    }

    private static @Nullable Object[] plain(@Nullable Object[] row) {
      @Nullable Object[] values = new Object[row.length];
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        values[i] = value == null ? null : Scalars.plain(value);
      }
      return values;
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
