package io.trainmaster.job.network.training;

import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.EarlyStop;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.data.Examples;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a network epoch by epoch. What it does follows from the plan, the examples and the network
 * alone: an attempt that goes on from a checkpoint ends with the numbers of one that never stopped.
 * For one training, by one thread.
 */
public final class Trainer {

  /** Examples that are answered at once while validating. */
  private static final int ANSWERED_ROWS = 1024;

  /** How often an epoch tells how far it is. */
  private static final int TOLD_PER_EPOCH = 20;

  private static final String VALIDATION = "validation.";

  private final TaskContext context;
  private final TrainingPlan plan;
  private final TrainableNetwork network;
  private final Examples train;
  private final Optional<Examples> validation;
  private final CheckpointFile checkpoint;

  private History history = new History();
  private Optional<Progress.Best> best = Optional.empty();
  private int epochs;
  private long steps;

  /**
   * @param fingerprint of all that decides the result besides the plan: the data, the network, the
   *     backend; a checkpoint with another one is not gone on from
   */
  public Trainer(
      TaskContext context,
      TrainingPlan plan,
      TrainableNetwork network,
      Examples train,
      Optional<Examples> validation,
      String fingerprint) {
    this.context = context;
    this.plan = plan;
    this.network = network;
    this.train = train;
    this.validation = validation;
    this.checkpoint = new CheckpointFile(context.checkpointDirectory(), fingerprint + plan);
  }

  /**
   * Trains until the plan's last epoch or until it stops early.
   *
   * @throws TaskException {@code TRAINING_DIVERGED}, {@code CANCELLED}, or {@code METRIC_UNDEFINED}
   *     where the plan watches a metric that there isn't
   */
  public Trained train() throws TaskException, IOException {
    resume();
    while (epochs < plan.epochs() && !stopped()) {
      epoch();
    }
    return finish();
  }

  private void resume() throws IOException {
    Optional<Progress> found = checkpoint.read();
    if (found.isEmpty()) {
      return;
    }
    Progress progress = found.get();
    network.restore(progress.state());
    epochs = progress.epochs();
    steps = progress.steps();
    best = progress.best();
    history = progress.history();
    history.points().forEach(this::report);
    context.log("Goes on after epoch " + epochs + ", from the checkpoint of an earlier attempt.");
  }

  private void epoch() throws TaskException, IOException {
    network.rate(plan.rate(epochs));
    double loss = learn();
    epochs++;
    record("train.loss", loss);
    if (validation.isPresent()) {
      Map<String, Double> measures = measure(validation.get());
      measures.forEach((name, value) -> record(VALIDATION + name, value));
      plan.earlyStop().ifPresent(this::remember);
    }
    checkWatched();
    context.progress((double) epochs / plan.epochs(), message(loss));
    if (epochs % plan.checkpointEvery() == 0) {
      checkpoint.write(new Progress(epochs, steps, network.state(), best, history));
    }
  }

  /** One pass over the examples; gives the mean loss. */
  private double learn() throws TaskException {
    int[] order = Shuffle.order(train.size(), plan.seed(), epochs);
    int rowsMax = Math.min(plan.batch(), train.size());
    MinibatchReader reader = new MinibatchReader(train, rowsMax, network.units());
    int telling = Math.max(1, order.length / rowsMax / TOLD_PER_EPOCH);
    double sum = 0;
    for (int from = 0; from < order.length; from += rowsMax) {
      if (context.cancelled()) {
        throw new TaskException(TaskError.CANCELLED, "The attempt was asked to stop.", "", "");
      }
      Minibatch batch = reader.read(order, from);
      double loss = network.learn(batch, steps++);
      if (!Double.isFinite(loss)) {
        throw diverged();
      }
      sum += loss * batch.rows();
      if (from / rowsMax % telling == 0) {
        tell(from + batch.rows(), order.length, sum);
      }
    }
    return sum / order.length;
  }

  private void tell(int rows, int of, double losses) {
    context.progress(
        (epochs + (double) rows / of) / plan.epochs(),
        String.format(
            Locale.ROOT, "epoch %d of %d, loss %.4f", epochs + 1, plan.epochs(), losses / rows));
  }

  private Map<String, Double> measure(Examples examples) throws TaskException {
    float[] features = new float[Math.min(ANSWERED_ROWS, examples.size()) * examples.width()];
    float[] answers = new float[examples.size() * network.units()];
    for (int from = 0; from < examples.size(); from += ANSWERED_ROWS) {
      int rows = Math.min(ANSWERED_ROWS, examples.size() - from);
      for (int row = 0; row < rows; row++) {
        examples.features(from + row, features, row * examples.width());
      }
      float[] some = network.answer(features, rows);
      System.arraycopy(some, 0, answers, from * network.units(), some.length);
    }
    Map<String, Double> measures = Measures.of(examples, answers);
    for (double value : measures.values()) {
      if (!Double.isFinite(value)) {
        throw diverged();
      }
    }
    return measures;
  }

  private void remember(EarlyStop stop) {
    last(stop.metric())
        .filter(value -> best.isEmpty() || stop.better(value, best.get().value()))
        .ifPresent(
            value ->
                best = Optional.of(new Progress.Best(epochs, value, network.state().weights())));
  }

  private boolean stopped() {
    return plan.earlyStop().isPresent()
        && best.isPresent()
        && epochs - best.get().epoch() >= plan.earlyStop().get().patience();
  }

  private Trained finish() throws IOException {
    int kept = best.map(Progress.Best::epoch).orElse(epochs);
    float[] weights = best.map(Progress.Best::weights).orElseGet(() -> network.state().weights());
    Map<String, Double> measures = new LinkedHashMap<>();
    for (History.Point point : history.points()) {
      if (point.step() == kept && point.series().startsWith(VALIDATION)) {
        measures.put(point.series().substring(VALIDATION.length()), point.value());
      }
    }
    return new Trained(weights, epochs, kept, measures, history);
  }

  private void checkWatched() throws TaskException {
    if (plan.earlyStop().isPresent() && last(plan.earlyStop().get().metric()).isEmpty()) {
      throw new TaskException(
          TaskError.METRIC_UNDEFINED,
          "There is no metric " + plan.earlyStop().get().metric() + " to stop early by.",
          "early_stop",
          "There are "
              + String.join(
                  ", ", history.points().stream().map(History.Point::series).distinct().toList())
              + (validation.isPresent() ? "." : "; give validation data for more."));
    }
  }

  /** The value of a series in the epoch that has just ended. */
  private Optional<Double> last(String series) {
    return history.points().stream()
        .filter(point -> point.step() == epochs && point.series().equals(series))
        .map(History.Point::value)
        .findFirst();
  }

  private void record(String series, double value) {
    History.Point point = new History.Point(series, epochs, value);
    history.add(point);
    report(point);
  }

  private void report(History.Point point) {
    context.metric(point.series(), point.value(), point.step());
  }

  private String message(double loss) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "epoch %d of %d, loss %.4f", epochs, plan.epochs(), loss));
    last(VALIDATION + "accuracy")
        .or(() -> last(VALIDATION + "r2"))
        .ifPresent(value -> text.append(String.format(Locale.ROOT, ", validation %.4f", value)));
    return text.toString();
  }

  private TaskException diverged() {
    return new TaskException(
        TaskError.TRAINING_DIVERGED,
        "The loss is not a number any more.",
        "epoch " + (epochs + 1),
        "Lower the learning rate, for example to a tenth of " + plan.optimizer().rate() + ".");
  }
}
