package io.trainmaster.runtime;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An operator of real task processes: it reports a number for each of the files {@code step-1} to
 * {@code step-4} that appears in the project's folder, and says so by a file {@code TASK-did-1} and
 * so on.
 */
public final class StepsOperator implements Operator {

  static final int STEPS = 4;

  @Override
  public String signature() {
    return "/// For tests.\noperator test.steps(before: File?) -> File";
  }

  @Override
  public void run(TaskContext context) throws Exception {
    Path folder = context.projectDirectory();
    for (int step = 1; step <= STEPS; step++) {
      while (!Files.exists(folder.resolve("step-" + step))) {
        Thread.sleep(10);
      }
      context.metric("loss", 1.0 / step, step);
      Files.writeString(folder.resolve(context.attempt().task() + "-did-" + step), "");
    }
    Files.writeString(context.outputPath("out"), "done");
    context.output("out", "File", Map.of());
  }
}
