package io.trainmaster.job.shell;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.process.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A command that runs once, to its end or to its thread's interruption. */
final class Command {

  private static final String MARK = "TRAINMASTER_COMMAND";
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int LAST_BYTES = 4096;
  private static final int LAST_WORDS_LIMIT = 300;

  private final List<String> words;
  private final Map<String, String> environment;
  private final Path folder;
  private final Path log;
  private final Optional<OutputStream> masked;
  private long logStart;

  /**
   * @param log what it prints is appended to, by itself, so that nothing is lost with this process
   * @param masked where what it prints goes instead, where there are secrets to be hidden
   */
  Command(
      List<String> words,
      Map<String, String> environment,
      Path folder,
      Path log,
      Optional<OutputStream> masked) {
    this.masked = masked;
    this.words = words;
    this.environment = environment;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Runs it, and ends what it leaves behind.
   *
   * @return its exit code
   * @throws TaskException where there is no such program
   * @throws InterruptedException where it was to stop; then it and its children are dead
   */
  int run() throws IOException, TaskException, InterruptedException {
    String mark = UUID.randomUUID().toString();
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put(MARK, mark);
    builder.redirectErrorStream(true);
    if (masked.isEmpty()) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
    logStart = log.toFile().length();
    long beganNanos = System.nanoTime();
    Process process = start(builder);
    ProcessTree tree = new ProcessTree(process.toHandle(), beganNanos, MARK, mark);
    Optional<Thread> copier = masked.map(out -> copy(process, out));
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } catch (InterruptedException asked) {
      // The flag is clear now, so that the end of the tree can be waited for.
      tree.end(GRACE);
      throw asked;
    } finally {
      tree.kill();
      // Nobody who could still print is left.
      if (copier.isPresent()) {
        copier.get().join(GRACE.toMillis());
      }
    }
  }

  private static Thread copy(Process process, OutputStream out) {
    Thread copier =
        new Thread(
            () -> {
              try (InputStream printed = process.getInputStream()) {
                printed.transferTo(out);
              } catch (IOException closed) {
                // The command has ended.
              }
            },
            "command-output");
    copier.setDaemon(true);
    copier.start();
    return copier;
  }

  private Process start(ProcessBuilder builder) throws TaskException {
    try {
      return builder.start();
    } catch (IOException notStarted) {
      throw new TaskException(
          TaskError.COMMAND_FAILED,
          "The program '" + words.get(0) + "' could not be started.",
          "command",
          "Is it installed, on the PATH, and may it be run?",
          notStarted);
    }
  }

  /** What it printed last, with a colon before it; empty where it printed nothing. */
  String lastWords() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(Math.min(logStart, file.length()), file.length() - LAST_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
      String cut = last.substring(Math.max(0, last.length() - LAST_WORDS_LIMIT));
      return cut.isEmpty() ? "" : ": " + cut;
    } catch (IOException unreadable) {
      return "";
    }
  }
}
