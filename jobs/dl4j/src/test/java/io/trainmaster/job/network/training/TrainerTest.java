package io.trainmaster.job.network.training;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.EarlyStop;
import io.trainmaster.job.network.Optimizer;
import io.trainmaster.job.network.RateSchedule;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.TestContext;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.data.Column;
import io.trainmaster.job.network.data.Encoder;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.Examples;
import io.trainmaster.job.network.data.Table;
import io.trainmaster.job.network.data.Target;
import io.trainmaster.job.network.data.TaskKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop, on a network that is one number: it answers the mean of the labels that it has seen.
 */
class TrainerTest {

  private Path folder;

  @BeforeEach
  void prepare(@TempDir Path empty) {
    folder = empty;
  }

  @Test
  void seesEveryRowOnceInAnEpoch() throws Exception {
    CountingNetwork network = new CountingNetwork();
    TestContext context = context(1);
    Trained trained = trainer(context, plan(3, Optional.empty()), network, false).train();

    assertThat(network.rows).isEqualTo(3 * 10);
    assertThat(network.steps).isEqualTo(3 * 3);
    assertThat(trained.epochs()).isEqualTo(3);
    assertThat(trained.epoch()).isEqualTo(3);
    assertThat(trained.validation()).isEmpty();
    assertThat(trained.history().points())
        .extracting(History.Point::step)
        .containsExactly(1L, 2L, 3L);
    assertThat(context.progress).last().asString().startsWith("epoch 3 of 3, loss ");
  }

  @Test
  void measuresAfterEachEpoch() throws Exception {
    TestContext context = context(1);
    Trained trained =
        trainer(context, plan(2, Optional.empty()), new CountingNetwork(), true).train();

    assertThat(context.metrics)
        .extracting(metric -> metric.substring(0, metric.indexOf('=')))
        .containsExactly(
            "train.loss@1",
            "validation.loss@1",
            "validation.rmse@1",
            "validation.mae@1",
            "validation.r2@1",
            "train.loss@2",
            "validation.loss@2",
            "validation.rmse@2",
            "validation.mae@2",
            "validation.r2@2");
    assertThat(trained.validation()).containsOnlyKeys("loss", "rmse", "mae", "r2");
    assertThat(trained.history().series().get("train.loss")).containsExactly(1.0, 1.0);
  }

  @Test
  void keepsTheWeightsOfTheBestEpoch() throws Exception {
    CountingNetwork network = new CountingNetwork();
    // Its answers get worse from the second epoch on.
    network.answers = new double[] {3, 4.4, 9, 12, 15, 20, 30};
    Trained trained =
        trainer(
                context(1),
                plan(7, Optional.of(new EarlyStop("validation.rmse", 2))),
                network,
                true)
            .train();

    assertThat(trained.epochs()).isEqualTo(4);
    assertThat(trained.epoch()).isEqualTo(2);
    assertThat(trained.weights()).containsExactly(4.4f);
    assertThat(trained.history().points())
        .contains(new History.Point("validation.rmse", 2, trained.validation().get("rmse")));
  }

  @Test
  void goesOnWhereAnEarlierAttemptStopped() throws Exception {
    TrainingPlan plan = plan(4, Optional.of(new EarlyStop("validation.loss", 3)));
    Trained whole = trainer(context("whole", 1), plan, new CountingNetwork(), true).train();

    TestContext first = context(1);
    CountingNetwork dying = new CountingNetwork();
    dying.stepsMax = 8;
    assertThatThrownBy(() -> trainer(first, plan, dying, true).train()).hasMessage("killed");
    TestContext second = context(2);
    CountingNetwork resumed = new CountingNetwork();
    Trained rest = trainer(second, plan, resumed, true).train();

    assertThat(resumed.steps).isEqualTo(6);
    assertThat(rest.weights()).isEqualTo(whole.weights());
    assertThat(rest.validation()).isEqualTo(whole.validation());
    assertThat(rest.history().points()).isEqualTo(whole.history().points());
    assertThat(second.metrics).startsWith(first.metrics.toArray(String[]::new));
    assertThat(second.lines)
        .containsExactly("Goes on after epoch 2, from the checkpoint of an earlier attempt.");
  }

  @Test
  void startsAgainWhereTheCheckpointIsOfAnotherPlan() throws Exception {
    trainer(context(1), plan(2, Optional.empty()), new CountingNetwork(), true).train();
    CountingNetwork network = new CountingNetwork();
    trainer(context(2), plan(3, Optional.empty()), network, true).train();
    assertThat(network.steps).isEqualTo(9);
  }

  @Test
  void startsAgainWhereTheCheckpointIsDamaged() throws Exception {
    TestContext context = context(1);
    TrainingPlan plan = plan(2, Optional.empty());
    trainer(context, plan, new CountingNetwork(), true).train();
    Path file = context.checkpointDirectory().resolve("training.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    CountingNetwork network = new CountingNetwork();
    trainer(context(2), plan, network, true).train();
    assertThat(network.steps).isEqualTo(6);
  }

  @Test
  void writesCheckpointsAsOftenAsThePlanSays() throws Exception {
    TestContext context = context(1);
    TrainingPlan plan =
        new TrainingPlan(
            new Optimizer.Adam(0.1), new RateSchedule.Constant(), 3, 4, 0, Optional.empty(), 2, 1);
    CountingNetwork dying = new CountingNetwork();
    dying.stepsMax = 8;
    assertThatThrownBy(() -> trainer(context, plan, dying, true).train()).hasMessage("killed");
    CountingNetwork resumed = new CountingNetwork();
    trainer(context(2), plan, resumed, true).train();
    assertThat(resumed.steps).isEqualTo(3);
  }

  @Test
  void tellsALossThatIsNoNumber() {
    CountingNetwork network = new CountingNetwork();
    network.loss = Double.NaN;
    refused(
        () -> trainer(context(1), plan(2, Optional.empty()), network, false).train(),
        TaskError.TRAINING_DIVERGED,
        "The loss is not a number any more.",
        "epoch 1");
  }

  @Test
  void refusesToWatchWhatIsNotMeasured() {
    refused(
        () ->
            trainer(
                    context(1),
                    plan(2, Optional.of(new EarlyStop("validation.loss", 1))),
                    new CountingNetwork(),
                    false)
                .train(),
        TaskError.METRIC_UNDEFINED,
        "There is no metric validation.loss to stop early by.",
        "early_stop");
  }

  @Test
  void stopsWithinAnEpochWhenAsked() {
    CountingNetwork network = new CountingNetwork();
    TestContext context = context(1).cancelled(() -> network.steps >= 2);
    refused(
        () -> trainer(context, plan(2, Optional.empty()), network, false).train(),
        TaskError.CANCELLED,
        "The attempt was asked to stop.",
        "");
    assertThat(network.steps).isEqualTo(2);
  }

  @Test
  void setsTheRateOfEachEpoch() throws Exception {
    CountingNetwork network = new CountingNetwork();
    TrainingPlan plan =
        new TrainingPlan(
            new Optimizer.Sgd(1, 0),
            new RateSchedule.Step(1, 0.5),
            3,
            4,
            0,
            Optional.empty(),
            1,
            1);
    trainer(context(1), plan, network, false).train();
    assertThat(network.rate).isEqualTo(0.25);
  }

  private Trainer trainer(
      TestContext context, TrainingPlan plan, TrainableNetwork network, boolean validation)
      throws TaskException {
    Examples examples = examples();
    return new Trainer(
        context,
        plan,
        network,
        examples,
        validation ? Optional.of(examples) : Optional.empty(),
        "data");
  }

  private static TrainingPlan plan(int epochs, Optional<EarlyStop> stop) {
    return new TrainingPlan(
        new Optimizer.Adam(0.1), new RateSchedule.Constant(), epochs, 4, 0, stop, 1, 1);
  }

  /** The numbers from 0 to 9, whose label is the number. */
  private static Examples examples() throws TaskException {
    double[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Table table =
        new Table(
            List.of(
                new Column.Numbers("x", values, new boolean[10]),
                new Column.Numbers("y", values, new boolean[10])),
            10);
    return Examples.of(
        table,
        new Encoding(new Shape.Vector(1), List.of(new Encoder.Standardized("x", 0, 1))),
        new Target("y", TaskKind.REGRESSION, List.of(), 0, 1));
  }

  private TestContext context(int attempt) {
    return context("task", attempt);
  }

  private TestContext context(String name, int attempt) {
    return new TestContext(folder.resolve(name), attempt, new Arguments(Map.of(), List.of()));
  }

  /** Learns the mean of the labels; the weight is what it answers. */
  private static final class CountingNetwork implements TrainableNetwork {
    private float answer;
    private float seen;
    private int epochs;
    private int steps;
    private int rows;
    private int stepsMax = Integer.MAX_VALUE;
    private double rate;
    private double loss = 1;
    private double[] answers = {};

    @Override
    public int units() {
      return 1;
    }

    @Override
    public double learn(Minibatch batch, long step) {
      if (steps >= stepsMax) {
        throw new IllegalStateException("killed");
      }
      steps++;
      rows += batch.rows();
      for (int row = 0; row < batch.rows(); row++) {
        seen++;
        // The order of the rows shows in the sum's last bits, as it would in a network's.
        answer += (batch.answers()[row] - answer) / seen;
      }
      return loss;
    }

    @Override
    public void rate(double newRate) {
      rate = newRate;
      epochs++;
    }

    @Override
    public float[] answer(float[] features, int count) {
      if (answers.length > 0) {
        answer = (float) answers[epochs - 1];
      }
      float[] all = new float[count];
      Arrays.fill(all, answer);
      return all;
    }

    @Override
    public NetworkState state() {
      return new NetworkState(new float[] {answer}, new float[] {seen});
    }

    @Override
    public void restore(NetworkState state) {
      answer = state.weights()[0];
      seen = state.optimizer()[0];
    }

    @Override
    public void close() {}
  }
}
