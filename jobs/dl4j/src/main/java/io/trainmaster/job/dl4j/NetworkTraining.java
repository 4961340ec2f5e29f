package io.trainmaster.job.dl4j;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Architecture;
import io.trainmaster.job.network.ArchitectureParser;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Output;
import io.trainmaster.job.network.PlanParser;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.EncodingPlanner;
import io.trainmaster.job.network.data.Examples;
import io.trainmaster.job.network.data.Target;
import io.trainmaster.job.network.data.TargetPlanner;
import io.trainmaster.job.network.data.TaskKind;
import io.trainmaster.job.network.training.NetworkBackend;
import io.trainmaster.job.network.training.TrainableNetwork;
import io.trainmaster.job.network.training.Trained;
import io.trainmaster.job.network.training.Trainer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt of {@code train.network}, from the data to the model's folder. */
final class NetworkTraining {

  private static final String OUT = "out";
  private static final String MORE_MEMORY =
      "Give it more memory with resources, or make batch or the layers smaller.";

  private final TaskContext context;
  private final Arguments arguments;
  private final NetworkBackend backend;

  NetworkTraining(TaskContext context, NetworkBackend backend) {
    this.context = context;
    this.arguments = context.arguments();
    this.backend = backend;
  }

  void run() throws TaskException, IOException {
    // Everything that the block says is looked at before any data is read.
    Architecture architecture = architecture();
    TrainingPlan plan = PlanParser.parse(arguments);
    TrainingData data = TrainingData.read(context);
    Target target =
        TargetPlanner.plan(
            data.label(),
            arguments.optionalText("task").filter(task -> !task.equals("auto")).map(TaskKind::of),
            architecture.output());
    Encoding encoding =
        EncodingPlanner.plan(data.train(), data.image(), data.noFeatures(), context::log);
    NetworkDescription network =
        NetworkDescription.of(
            encoding.input(), architecture, target.units(architecture.output() == Output.SOFTMAX));
    Examples train = Examples.of(data.train(), encoding, target);
    Optional<Examples> validation =
        data.validation().isPresent()
            ? Optional.of(Examples.of(data.validation().get(), encoding, target))
            : Optional.empty();
    recordParameters(plan, network);
    refuseTooLarge(network);
    Trained trained = train(plan, network, train, validation, data.fingerprint());
    publish(plan, network, encoding, target, trained);
  }

  private Architecture architecture() throws TaskException {
    List<Arguments.Entry> blocks = arguments.entries("network");
    if (blocks.size() != 1) {
      throw new TaskException(
          TaskError.NETWORK_INVALID,
          "There must be one network; there are %d.".formatted(blocks.size()),
          "network",
          "Write network { … } with the layers in its braces.");
    }
    return ArchitectureParser.parse(blocks.get(0).block());
  }

  private void recordParameters(TrainingPlan plan, NetworkDescription network) {
    context.param("backend", backend.name());
    context.param("seed", Long.toString(plan.seed()));
    context.param("epochs", Integer.toString(plan.epochs()));
    context.param("batch", Integer.toString(plan.batch()));
    context.param("optimizer", plan.optimizer().toString());
    // No result depends on it; it explains how long the training took.
    context.param("threads", Integer.toString(context.cpus()));
    context.log(network.layers().size() + " layers before the output, on " + network.input() + ".");
  }

  /** Weights, gradient, the optimizer's two moments: that much memory is needed in any case. */
  private void refuseTooLarge(NetworkDescription network) throws TaskException {
    long bytes = Math.multiplyExact(network.weights(), 4L * Float.BYTES);
    if (bytes > context.memoryBytes() || network.weights() > Integer.MAX_VALUE) {
      throw new TaskException(
          TaskError.OUT_OF_MEMORY,
          "The network has %d weights and needs at least %d MiB; the attempt has %d MiB."
              .formatted(network.weights(), bytes >> 20, context.memoryBytes() >> 20),
          "network",
          MORE_MEMORY);
    }
  }

  private Trained train(
      TrainingPlan plan,
      NetworkDescription network,
      Examples train,
      Optional<Examples> validation,
      String data)
      throws TaskException, IOException {
    try (TrainableNetwork trainable = backend.create(network, plan, context.cpus())) {
      String fingerprint = String.join("\n", backend.name(), data, network.toString());
      return new Trainer(context, plan, trainable, train, validation, fingerprint).train();
    } catch (OutOfMemoryError e) {
      // Thrown in Java code that counts native memory: the heap is whole.
      throw new TaskException(
          TaskError.OUT_OF_MEMORY,
          "The native memory of the attempt is used up.",
          "network",
          MORE_MEMORY,
          e);
    }
  }

  private void publish(
      TrainingPlan plan,
      NetworkDescription network,
      Encoding encoding,
      Target target,
      Trained trained)
      throws IOException {
    if (!trained.validation().isEmpty()) {
      context.outputValue("validation", trained.validation());
    }
    context.param("kept_epoch", Integer.toString(trained.epoch()));
    if (arguments.has("fold")) {
      return;
    }
    Map<String, Object> properties = properties(encoding, target);
    Map<String, Object> description = new LinkedHashMap<>(properties);
    description.put("params", params(plan, trained));
    new ModelFolder(context.outputPath(OUT))
        .write(
            new ModelFolder.Contents(network, trained.weights(), encoding, target),
            description,
            trained.history().series());
    trained.validation().forEach((name, value) -> properties.put("validation." + name, value));
    context.output(OUT, "Model", properties);
  }

  private static Map<String, Object> properties(Encoding encoding, Target target) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("flavor", Dl4jFlavor.NAME);
    properties.put("task", target.task().word());
    properties.put("label", target.column());
    properties.put("classes", target.classes());
    if (target.task() == TaskKind.BINARY) {
      properties.put("positive", target.classes().get(1));
    }
    properties.put("features", encoding.columns());
    return properties;
  }

  private Map<String, Object> params(TrainingPlan plan, Trained trained) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("optimizer", plan.optimizer().toString());
    params.put("epochs", trained.epochs());
    params.put("kept_epoch", trained.epoch());
    params.put("batch", plan.batch());
    params.put("l2", plan.l2());
    params.put("seed", plan.seed());
    return params;
  }
}
