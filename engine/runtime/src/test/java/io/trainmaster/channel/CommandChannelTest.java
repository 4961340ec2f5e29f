package io.trainmaster.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandChannelTest {

  @TempDir Path directory;

  private Channel.Reply run(Duration timeout, String... command) throws InterruptedException {
    return new CommandChannel(new ChannelSettings.Command(List.of(command), timeout), directory)
        .send(WebhookChannelTest.TOLD, 2);
  }

  private Channel.Reply run(String... command) throws InterruptedException {
    return run(Duration.ofSeconds(30), command);
  }

  private String script(String text) throws Exception {
    Path file = directory.resolve("tell");
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  @Test
  void itReadsTheNotification() throws Exception {
    String tell = script("cat > in.json; echo \"$TRAINMASTER_RUN $1 $2\"; pwd > where\n");

    Channel.Reply reply = run(tell, "a b", "$(touch bad)");

    assertThat(reply)
        .isEqualTo(new Channel.Reply(true, "exit code 0 churn-1 a b $(touch bad)\n".strip()));
    assertThat(
            new ObjectMapper()
                .readTree(directory.resolve("in.json").toFile())
                .get("attempt")
                .asInt())
        .isEqualTo(2);
    assertThat(Files.readString(directory.resolve("where")).strip())
        .isEqualTo(directory.toRealPath().toString());
    assertThat(directory.resolve("bad")).doesNotExist();
  }

  @Test
  void itHasTheShortPartsAsVariables() throws Exception {
    String tell = script("env | grep ^TRAINMASTER_NOTIFICATION | sort | head -2\n");

    assertThat(run(tell).said())
        .isEqualTo(
            "exit code 0 TRAINMASTER_NOTIFICATION_ID=churn-1/days[ä]/1\n"
                + "TRAINMASTER_NOTIFICATION_KIND=message");
  }

  @Test
  void anotherExitCodeIsNoAnswer() throws Exception {
    assertThat(run(script("echo out of credit >&2; exit 3\n")))
        .isEqualTo(new Channel.Reply(false, "exit code 3 out of credit"));
  }

  @Test
  void whatIsNotThereCanNotBeStarted() throws Exception {
    Channel.Reply reply = run("./no-such-program");

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).startsWith("The command can't be started: ");
  }

  @Test
  void whatGoesOnForTooLongIsKilledWithItsChildren() throws Exception {
    String tell = script("sleep 600 & echo $! > child; echo here; wait\n");

    Channel.Reply reply = run(Duration.ofSeconds(2), tell);

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).isEqualTo("The command went on for more than 2000 ms. here\n");
    long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
  }

  @Test
  void whatSaysMuchOrReadsNothingHoldsNobodyUp() throws Exception {
    String tell = script("head -c 3000000 /dev/zero | tr '\\0' z\n");

    assertThat(run(tell)).isEqualTo(new Channel.Reply(true, "exit code 0 " + "z".repeat(300)));
  }

  @Test
  void aChildThatKeepsThePipeOpenHoldsNobodyUp() throws Exception {
    assertThat(run(script("sleep 20 & echo done\n")))
        .isEqualTo(new Channel.Reply(true, "exit code 0 done"));
  }
}
