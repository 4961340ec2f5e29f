package io.trainmaster.worker;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Operators that the task processes of the tests have. */
public final class TestOperators {

  private TestOperators() {}

  private abstract static class Named implements Operator {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String signature() {
      return "/// For tests.\noperator " + name + "() -> File";
    }
  }

  /** Gives a file and a record, and reports one of everything. */
  public static final class Succeed extends Named {
    public Succeed() {
      super("test.succeed");
    }

    @Override
    public void run(TaskContext context) throws IOException {
      context.progress(0.5, "half way");
      context.metric("validation.auc", 0.875, 0);
      context.metric("loss", Double.NaN, 3);
      context.param("seed", "42");
      context.source("file:data.csv", "ab".repeat(32), 1000);
      context.log("in " + context.arguments().text("greeting"));
      System.out.println("printed");
      System.err.println("printed as an error");
      Files.writeString(context.outputPath("out"), context.arguments().text("greeting"));
      context.output("out", "File", Map.of("rows", 3));
      context.outputValue("validation", Map.of("auc", 0.875));
    }
  }

  /** Fails as its argument {@code how} says. */
  public static final class Fail extends Named {
    public Fail() {
      super("test.fail");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      switch (context.arguments().text("how")) {
        case "told" ->
            throw new TaskException(
                TaskError.COLUMN_MISSING, "There is no column 'aeg'.", "data.csv:1", "Say 'age'.");
        case "bug" -> throw new IllegalStateException("surprise");
        case "disk" -> throw new IOException("write failed: No space left on device");
        case "no output" -> context.output("out", "File", Map.of());
        case "native memory" -> throw new OutOfMemoryError("Cannot allocate 8 GiB");
        case "heap" -> fillTheHeap();
        case "killed" ->
            new ProcessBuilder("kill", "-9", ProcessHandle.current().pid() + "").start().waitFor();
        case "exit" -> Runtime.getRuntime().halt(41);
        default -> throw new AssertionError();
      }
    }

    private static void fillTheHeap() {
      List<long[]> filling = new ArrayList<>();
      while (!filling.contains(new long[0])) {
        filling.add(new long[1 << 20]);
      }
    }
  }

  /** Waits until it is told to stop; {@code stubborn}, and it doesn't even then. */
  public static final class Wait extends Named {
    public Wait() {
      super("test.wait");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      context.progress(Double.NaN, "waiting");
      if (context.arguments().flag("stubborn")) {
        while (!context.cancelled() || context.arguments().flag("stubborn")) {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
          Thread.interrupted();
        }
      }
      new CountDownLatch(1).await();
    }
  }

  /** Ends when eight of them are there. */
  public static final class Meet extends Named {

    private static final CyclicBarrier BARRIER = new CyclicBarrier(8);

    public Meet() {
      super("test.meet");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      BARRIER.await(60, TimeUnit.SECONDS);
      System.out.println("I am " + context.attempt());
      context.outputValue("pid", ProcessHandle.current().pid());
    }
  }

  /** Prints what looks like the wire, and much of it. */
  public static final class Flood extends Named {
    public Flood() {
      super("test.flood");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      String line = "{\"kind\":\"ended\",\"noise\":\"" + "x".repeat(1000) + "\"}";
      for (int i = 0; i < 40_000; i++) {
        System.out.println(line);
      }
      // As a native library would: past Java's streams.
      Path standardOutput = Path.of("/proc/self/fd/1");
      if (Files.exists(standardOutput)) {
        Files.writeString(standardOutput, "native noise without an end of line ");
      }
      context.metric("lines", 40_000, 0);
      context.outputValue("done", true);
    }
  }

  /**
   * Reports a number for each file {@code step-1}, {@code step-2} and so on that appears in the
   * project's folder, and says so by a file {@code TASK-did-1} and so on.
   */
  public static final class Steps extends Named {
    public Steps() {
      super("test.steps");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      long steps = context.arguments().integer("steps");
      for (int step = 1; step <= steps; step++) {
        while (!Files.exists(context.projectDirectory().resolve("step-" + step))) {
          Thread.sleep(10);
        }
        context.metric("loss", 1.0 / step, step);
        String did = context.attempt().task() + "-did-" + step;
        Files.createFile(context.projectDirectory().resolve(did));
      }
      context.outputValue("steps", steps);
    }
  }

  /** Starts a process that leaves its family and heeds no request to end, and waits. */
  public static final class Beget extends Named {
    public Beget() {
      super("test.beget");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      context.param("child", beget());
      new CountDownLatch(1).await();
    }
  }

  /** The same, but leaves the process behind once there is a file {@code step-1}. */
  public static final class Leave extends Named {
    public Leave() {
      super("test.leave");
    }

    @Override
    public void run(TaskContext context) throws Exception {
      context.param("child", beget());
      while (!Files.exists(context.projectDirectory().resolve("step-1"))) {
        Thread.sleep(10);
      }
    }
  }

  private static String beget() throws IOException {
    String child = "setsid sh -c 'trap \"\" TERM; exec sleep 600' > /dev/null & echo $!";
    Process shell = new ProcessBuilder("sh", "-c", child).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }
}
