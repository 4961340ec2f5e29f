package io.trainmaster.job.network;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanParserTest {

  @Test
  void hasADefaultForEverything() throws TaskException {
    assertThat(parse(new Block()))
        .isEqualTo(
            new TrainingPlan(
                new Optimizer.Adam(0.001),
                new RateSchedule.Constant(),
                5,
                128,
                0,
                Optional.empty(),
                1,
                42));
  }

  @Test
  void readsEveryLine() throws TaskException {
    Block block =
        new Block()
            .with("seed", 7L)
            .optimizer("sgd", "rate", 0.1, "momentum", 0.9)
            .line("epochs", 20L)
            .line("batch", 64L)
            .line("l2", 0.0001)
            .line("early_stop", "validation.accuracy", "patience", 4L);
    assertThat(parse(block))
        .isEqualTo(
            new TrainingPlan(
                new Optimizer.Sgd(0.1, 0.9),
                new RateSchedule.Constant(),
                20,
                64,
                0.0001,
                Optional.of(new EarlyStop("validation.accuracy", 4)),
                1,
                7));
  }

  @Test
  void readsEveryOptimizer() throws TaskException {
    assertThat(parse(new Block().optimizer("rmsprop")).optimizer())
        .isEqualTo(new Optimizer.RmsProp(0.001));
    assertThat(parse(new Block().optimizer("adagrad", "rate", 0.5)).optimizer())
        .isEqualTo(new Optimizer.AdaGrad(0.5));
    assertThat(parse(new Block().line("optimizer", "adam")).optimizer())
        .isEqualTo(new Optimizer.Adam(0.001));
  }

  @Test
  void anArgumentOfASearchWins() throws TaskException {
    TrainingPlan plan =
        parse(
            new Block()
                .optimizer("sgd", "rate", 0.1, "momentum", 0.9)
                .line("batch", 64L)
                .with("rate", 0.5)
                .with("batch", 32L)
                .with("epochs", 2L));
    assertThat(plan.optimizer()).isEqualTo(new Optimizer.Sgd(0.5, 0.9));
    assertThat(plan.batch()).isEqualTo(32);
    assertThat(plan.epochs()).isEqualTo(2);
  }

  @Test
  void readsWhenToWriteCheckpoints() throws TaskException {
    assertThat(parse(new Block().line("checkpoint", "epoch")).checkpointEvery()).isEqualTo(1);
    assertThat(parse(new Block().line("checkpoint", "epoch", "epochs", 5L)).checkpointEvery())
        .isEqualTo(5);
    refused(
        () -> parse(new Block().line("checkpoint", "hour")),
        TaskError.ARGUMENT_INVALID,
        "A checkpoint is written every epoch or every so many epochs.",
        "checkpoint");
  }

  @Test
  void refusesWhatMakesNoSense() {
    refused(
        () -> parse(new Block().optimizer("adam", "rate", 0.0)),
        TaskError.ARGUMENT_INVALID,
        "The rate of adam must be above 0; it is 0.0.",
        "adam");
    refused(
        () -> parse(new Block().optimizer("adam", "momentum", 0.9)),
        TaskError.ARGUMENT_INVALID,
        "Adam has no setting momentum.",
        "adam");
    refused(
        () -> parse(new Block().optimizer("lion")),
        TaskError.ARGUMENT_INVALID,
        "There is no optimizer lion.",
        "optimizer");
    refused(
        () -> parse(new Block().line("rate_schedule", "linear")),
        TaskError.ARGUMENT_INVALID,
        "There is no rate schedule linear.",
        "rate_schedule");
    refused(
        () -> parse(new Block().line("epochs", 0L)),
        TaskError.ARGUMENT_INVALID,
        "The line epochs must be a whole number of at least 1; it is 0.",
        "epochs");
  }

  @Test
  void theRateFollowsItsSchedule() throws TaskException {
    TrainingPlan step =
        parse(
            new Block()
                .optimizer("adam", "rate", 0.1)
                .schedule("step", "every", 2L, "factor", 0.1)
                .line("epochs", 6L));
    assertThat(step.rate(0)).isEqualTo(0.1);
    assertThat(step.rate(1)).isEqualTo(0.1);
    assertThat(step.rate(2)).isCloseTo(0.01, within(1e-12));
    assertThat(step.rate(5)).isCloseTo(0.001, within(1e-12));

    TrainingPlan cosine =
        parse(new Block().optimizer("adam", "rate", 0.1).schedule("cosine").line("epochs", 4L));
    assertThat(cosine.rate(0)).isEqualTo(0.1);
    assertThat(cosine.rate(2)).isCloseTo(0.05, within(1e-12));
    assertThat(cosine.rate(3)).isBetween(0.0, 0.05);
  }

  @Test
  void knowsWhichWayIsBetter() {
    assertThat(new EarlyStop("validation.loss", 1).better(0.1, 0.2)).isTrue();
    assertThat(new EarlyStop("validation.rmse", 1).better(0.2, 0.1)).isFalse();
    assertThat(new EarlyStop("validation.accuracy", 1).better(0.2, 0.1)).isTrue();
    assertThat(new EarlyStop("validation.r2", 1).better(0.1, 0.1)).isFalse();
  }

  private static TrainingPlan parse(Block block) throws TaskException {
    return PlanParser.parse(block.arguments());
  }
}
