package io.trainmaster.worker;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a task process is started. */
final class HostCommand {

  private static final String MAIN_CLASS = "io.trainmaster.job.host.HostMain";
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";

  /** The part of each GPU that the attempt has, such as {@code 0.600}. */
  private static final String GPU_SHARE = "TRAINMASTER_GPU_SHARE";

  /** The bytes of memory that it has of each GPU, of the smallest where they differ. */
  private static final String GPU_MEMORY = "TRAINMASTER_GPU_MEMORY_BYTES";

  /** How many GPUs each executor is to have of an application that the attempt starts itself. */
  private static final String GPU_COUNT = "TRAINMASTER_GPU_COUNT";

  private static final long HEAP_MIN_BYTES = 128L << 20;

  private final HostSettings settings;

  HostCommand(HostSettings settings) {
    this.settings = settings;
  }

  /** A session that the shared attempts of a run use; each of its threads does its own sums. */
  ProcessBuilder session(Path directory, Path socket, String mark) throws IOException {
    List<String> command = library(directory, socket, settings.heapBytes(), List.of());
    return builder(command, directory, mark, 1);
  }

  /**
   * A process that starts the commands of a run and hears of their ends: little is loaded in it,
   * and little compiled. What a command inherits is as in a session.
   */
  ProcessBuilder commands(Path directory, Path socket, String mark) throws IOException {
    List<String> command = options(directory, socket, settings.commandJvmOptions(), HEAP_MIN_BYTES);
    command.addAll(List.of("-cp", settings.commandClassPath(), MAIN_CLASS));
    return builder(command, directory, mark, 1);
  }

  /**
   * A process for one attempt. Half of the attempt's memory is its heap, half is for native
   * libraries, which count theirs themselves; the process as a whole may overshoot by a half before
   * they refuse, since Java's own needs are small but not nothing.
   */
  ProcessBuilder own(AttemptRequest request, Path directory, Path socket, String mark)
      throws IOException {
    long halfBytes = Math.max(HEAP_MIN_BYTES, request.memoryBytes() / 2);
    List<String> nativeLimits =
        List.of(
            "-Dorg.bytedeco.javacpp.maxbytes=" + halfBytes,
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + 3 * halfBytes);
    List<String> command = library(directory, socket, halfBytes, nativeLimits);
    if (Carriage.isUsed(settings, request)) {
      // Which GPUs it sees is decided where it arrives.
      List<String> driver = Carriage.command(settings, request, command, directory);
      return builder(driver, directory, mark, request.cpus());
    }
    ProcessBuilder builder = builder(command, directory, mark, request.cpus());
    if (request.isSubmission() && settings.cluster().isPresent()) {
      // The cluster says which they are, and they are in nobody's sight here.
      builder.environment().put(GPU_COUNT, Integer.toString(request.gpus().size()));
    } else if (!request.gpus().isEmpty()) {
      showGpus(request.gpus(), builder.environment());
    }
    return builder;
  }

  /**
   * A GPU that is shared shows itself whole: what the process may use of it, it is told and must
   * keep to by itself.
   */
  private static void showGpus(List<AttemptRequest.Device> gpus, Map<String, String> environment) {
    environment.put(
        VISIBLE_GPUS,
        gpus.stream().map(AttemptRequest.Device::id).collect(Collectors.joining(",")));
    AttemptRequest.Device first = gpus.get(0);
    environment.put(GPU_SHARE, BigDecimal.valueOf(first.milli(), 3).toPlainString());
    long least = gpus.stream().mapToLong(AttemptRequest.Device::memoryBytes).min().orElse(0);
    if (least > 0) {
      environment.put(GPU_MEMORY, Long.toString(least));
    }
  }

  /** One with all that operators use. */
  private List<String> library(Path directory, Path socket, long heapBytes, List<String> more)
      throws IOException {
    List<String> command = options(directory, socket, settings.jvmOptions(), heapBytes);
    settings
        .classDataArchive()
        .filter(Files::isReadable)
        .ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
    command.addAll(more);
    command.addAll(List.of("-cp", settings.classPath(), MAIN_CLASS));
    return command;
  }

  private List<String> options(Path directory, Path socket, List<String> jvmOptions, long heapBytes)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(settings.java().toString());
    if (LINUX) {
      // Java's own way to start a command goes through a second program, and takes twice as long.
      command.add("-Djdk.lang.Process.launchMechanism=VFORK");
    }
    command.addAll(jvmOptions);
    command.add("-Xmx" + (heapBytes >> 10) + "k");
    // An error that one attempt causes may strike any thread of the process: none goes on.
    command.add("-XX:+ExitOnOutOfMemoryError");
    // Standard output is the wire: what the JVM has to say goes to standard error.
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-Xlog:disable");
    command.add("-Xlog:all=warning:stderr");
    command.add("-XX:ErrorFile=" + directory.resolve("crash.log"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
    command.add("-Djava.awt.headless=true");
    command.add("-Dtrainmaster.socket=" + socket);
    command.add("-Dtrainmaster.orphan.grace=" + settings.orphanGrace().toMillis());
    return command;
  }

  private ProcessBuilder builder(List<String> command, Path directory, String mark, int threads) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(logFile(directory).toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith(SecretSource.VARIABLE_PREFIX));
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    // An attempt that was given no GPU must not find one by itself.
    builder.environment().put(VISIBLE_GPUS, "");
    builder.environment().putAll(settings.environment());
    builder.environment().put(ProcessTree.MARK, mark);
    return builder;
  }

  /** The process's own log. */
  static Path logFile(Path directory) {
    return directory.resolve("process.log");
  }
}
