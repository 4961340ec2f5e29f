package io.trainmaster.channel;

import io.trainmaster.outbox.Notification;
import io.trainmaster.worker.SecretSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program without a shell, in the project's folder. It has the notification as JSON on its
 * standard input and the short parts in variables, and takes it by ending with 0.
 */
final class CommandChannel implements Channel {

  private static final int BYTES = 300;
  private static final long READ_OUT_MILLIS = 500;

  private final ChannelSettings.Command settings;
  private final Path directory;

  CommandChannel(ChannelSettings.Command settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  @Override
  public Reply send(Notification notification, int attempt) throws InterruptedException {
    Process process;
    try {
      process = start(notification);
    } catch (IOException e) {
      return Reply.refused("The command can't be started: " + e.getMessage());
    }
    try {
      return await(process, NotificationJson.of(notification, attempt) + "\n");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(Notification notification) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(settings.command());
    builder.directory(directory.toFile()).redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith(SecretSource.VARIABLE_PREFIX));
    variables.put("TRAINMASTER_NOTIFICATION_ID", notification.id());
    variables.put("TRAINMASTER_NOTIFICATION_KIND", notification.kind().word());
    variables.put("TRAINMASTER_NOTIFICATION_SEVERITY", notification.severity().word());
    variables.put("TRAINMASTER_NOTIFICATION_SUBJECT", notification.subject().replace('\0', ' '));
    variables.put("TRAINMASTER_WORKFLOW", notification.workflow());
    variables.put("TRAINMASTER_RUN", notification.run().value());
    return builder.start();
  }

  private Reply await(Process process, String input) throws InterruptedException {
    Output output = new Output(process.getInputStream());
    output.start();
    try (OutputStream in = process.getOutputStream()) {
      // It fits in the pipe, so that a program that reads nothing holds nobody up.
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program reads no input; its exit code tells.
    }
    if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      return Reply.refused(
          ("The command went on for more than %d ms. %s")
              .formatted(settings.timeout().toMillis(), output.text()));
    }
    // Children may hold the pipe open for longer.
    output.join(READ_OUT_MILLIS);
    int code = process.exitValue();
    String said = ("exit code " + code + " " + output.text()).strip();
    return code == 0 ? Reply.taken(said) : Reply.refused(said);
  }

  /** Reads to the end what a program says and keeps its beginning. */
  private static final class Output extends Thread {
    private final InputStream stream;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Output(InputStream stream) {
      super("command output");
      this.stream = stream;
      setDaemon(true);
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try {
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
          keep(buffer, read);
        }
      } catch (IOException e) {
        // The process was killed.
      }
    }

    private synchronized void keep(byte[] buffer, int read) {
      kept.write(buffer, 0, Math.min(read, BYTES - kept.size()));
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
