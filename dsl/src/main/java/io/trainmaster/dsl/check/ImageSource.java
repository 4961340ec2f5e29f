package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the task that reads the data behind a value, through operators that keep the columns of
 * what they are given, and what its arguments say of images.
 */
final class ImageSource {

  private static final int STEPS = 100;

  private final TaskList tasks;

  ImageSource(TaskList tasks) {
    this.tasks = tasks;
  }

  /**
   * What is read.
   *
   * @param areImages whether they are images and not rows
   * @param height in pixels; 0 where it is not known
   * @param width in pixels; 0 where it is not known
   * @param classes how many kinds; 0 where it is not known
   */
  record Images(boolean areImages, long height, long width, long classes) {}

  /** What the data is made of; empty where the text doesn't tell. */
  Optional<Images> behind(Optional<Typed> data) {
    Optional<Expression> at = data.filter(value -> !value.isUnknown()).map(Typed::expression);
    for (int i = 0; i < STEPS && at.isPresent(); i++) {
      Set<TaskId> behind = at.get().tasks();
      Optional<CheckedTask.Call> call =
          behind.size() == 1 ? tasks.call(behind.iterator().next()) : Optional.empty();
      if (call.isEmpty()) {
        return Optional.empty();
      }
      OperatorSignature signature = call.get().signature();
      if (signature.columnsOf().isEmpty()) {
        return read(signature, call.get().arguments());
      }
      at = Optional.ofNullable(call.get().arguments().get(signature.columnsOf().get()));
    }
    return Optional.empty();
  }

  private static Optional<Images> read(
      OperatorSignature signature, Map<String, Expression> arguments) {
    boolean reads =
        signature.effect() == OperatorSignature.Effect.READS && signature.result().is("Dataset");
    if (!reads) {
      return Optional.empty();
    }
    boolean images =
        signature.parameter("width").isPresent() && signature.parameter("height").isPresent();
    return Optional.of(
        new Images(
            images,
            integer(arguments, "height"),
            integer(arguments, "width"),
            integer(arguments, "classes")));
  }

  private static long integer(Map<String, Expression> arguments, String name) {
    return arguments.get(name) instanceof Expression.Literal literal
            && literal.value() instanceof Value.Int integer
        ? integer.value()
        : 0;
  }
}
