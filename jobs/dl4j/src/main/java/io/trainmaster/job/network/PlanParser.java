package io.trainmaster.job.network;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a network is trained from the block of {@code train.network}. */
public final class PlanParser {

  private static final int EPOCHS = 5;
  private static final int BATCH = 128;
  private static final double ADAM_RATE = 0.001;
  private static final double SGD_RATE = 0.01;

  private PlanParser() {}

  /**
   * Reads the plan. A trial of a search may give {@code epochs}, {@code batch}, {@code rate} and
   * {@code l2} as arguments, which win over the lines of the block.
   *
   * @throws TaskException {@code ARGUMENT_INVALID} for a value that makes no sense
   */
  public static TrainingPlan parse(Arguments arguments) throws TaskException {
    return new TrainingPlan(
        optimizer(arguments),
        schedule(arguments),
        value(arguments, "epochs").integer("epochs", true, 1, EPOCHS),
        value(arguments, "batch").integer("batch", true, 1, BATCH),
        value(arguments, "l2").number("l2", true, 0, 1000, 0),
        earlyStop(arguments),
        checkpoint(arguments),
        arguments.integer("seed"));
  }

  /** A key with one value, which an argument of the same name replaces. */
  private static Settings value(Arguments arguments, String key) {
    Optional<Object> argument = arguments.get(key);
    if (argument.isPresent()) {
      return new Settings(key, List.of(argument.get()), Map.of());
    }
    return line(arguments, key);
  }

  private static Settings line(Arguments arguments, String key) {
    return arguments
        .entry(key)
        .map(entry -> Settings.of(entry, key))
        .orElseGet(() -> new Settings(key, List.of(), Map.of()));
  }

  private static Optimizer optimizer(Arguments arguments) throws TaskException {
    Arguments.Call call = call(arguments, "optimizer", "adam");
    Optional<Object> rate = arguments.get("rate");
    Settings settings =
        rate.isPresent()
            ? new Settings(call.name(), List.of(rate.get()), without(call, "rate"))
            : new Settings(call.name(), call.positional(), call.named());
    Optimizer optimizer =
        switch (call.name()) {
          case "adam" -> new Optimizer.Adam(settings.rate(ADAM_RATE));
          case "sgd" ->
              new Optimizer.Sgd(
                  settings.rate(SGD_RATE), settings.number("momentum", false, 0, 1, 0));
          case "rmsprop" -> new Optimizer.RmsProp(settings.rate(ADAM_RATE));
          case "adagrad" -> new Optimizer.AdaGrad(settings.rate(SGD_RATE));
          default ->
              throw invalid(
                  "There is no optimizer " + call.name() + ".",
                  "optimizer",
                  "There are adam, sgd, rmsprop and adagrad.");
        };
    settings.finish();
    return optimizer;
  }

  private static Map<String, Object> without(Arguments.Call call, String name) {
    Map<String, Object> rest = new LinkedHashMap<>(call.named());
    rest.remove(name);
    return rest;
  }

  private static RateSchedule schedule(Arguments arguments) throws TaskException {
    Arguments.Call call = call(arguments, "rate_schedule", "constant");
    Settings settings = new Settings(call.name(), call.positional(), call.named());
    RateSchedule schedule =
        switch (call.name()) {
          case "constant" -> new RateSchedule.Constant();
          case "step" ->
              new RateSchedule.Step(
                  settings.integer("every", false, 1, 1),
                  settings.number("factor", false, 0, 1, 0.5));
          case "cosine" -> new RateSchedule.Cosine();
          default ->
              throw invalid(
                  "There is no rate schedule " + call.name() + ".",
                  "rate_schedule",
                  "There are constant, step and cosine.");
        };
    settings.finish();
    return schedule;
  }

  /** A call, or a bare name that stands for a call without arguments. */
  private static Arguments.Call call(Arguments arguments, String key, String fallback) {
    Object value = line(arguments, key).value("value", true).orElse(fallback);
    return value instanceof Arguments.Call call
        ? call
        : new Arguments.Call(String.valueOf(value), List.of(), Map.of());
  }

  private static Optional<EarlyStop> earlyStop(Arguments arguments) throws TaskException {
    Optional<Arguments.Entry> entry = arguments.entry("early_stop");
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = Settings.of(entry.get(), "early_stop");
    String metric = String.valueOf(settings.value("metric", true).orElse("validation.loss"));
    EarlyStop stop = new EarlyStop(metric, settings.integer("patience", false, 1, 3));
    settings.finish();
    return Optional.of(stop);
  }

  /** {@code every: epoch}, or {@code epochs: 5} for every fifth. */
  private static int checkpoint(Arguments arguments) throws TaskException {
    Settings settings = line(arguments, "checkpoint");
    if (settings.value("every", true).filter(value -> !value.equals("epoch")).isPresent()) {
      throw invalid(
          "A checkpoint is written every epoch or every so many epochs.",
          "checkpoint",
          "Write checkpoint every: epoch, or checkpoint epochs: 5.");
    }
    int epochs = settings.integer("epochs", false, 1, 1);
    settings.finish();
    return epochs;
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}
