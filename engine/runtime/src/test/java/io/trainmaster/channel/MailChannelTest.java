package io.trainmaster.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.trainmaster.worker.SecretSource;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailChannelTest {

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  @BeforeEach
  void serve() {
    server.start();
    server.setUser("me@example.org", "me", "hush");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private ChannelSettings.Mail mail(
      int port, ChannelSettings.Encryption encryption, Optional<String> user) {
    return new ChannelSettings.Mail(
        "127.0.0.1",
        port,
        encryption,
        user,
        user.map(name -> "password"),
        "Trainmaster <trainmaster@example.org>",
        List.of("ada@example.org", "bob@example.org"),
        Duration.ofSeconds(20));
  }

  private static Channel.Reply send(ChannelSettings.Mail mail, String password)
      throws InterruptedException {
    SecretSource secrets =
        new SecretSource() {
          @Override
          public Optional<String> secret(String name) {
            return name.equals("password") ? Optional.of(password) : Optional.empty();
          }

          @Override
          public String howToAdd(String name) {
            return "";
          }
        };
    return new Channels(Map.of("team", mail), secrets, Path.of(""))
        .send(WebhookChannelTest.TOLD, 1);
  }

  @Test
  void aNotificationIsAMailToEachReceiver() throws Exception {
    ChannelSettings.Mail mail =
        mail(server.getSmtp().getPort(), ChannelSettings.Encryption.NONE, Optional.of("me"));

    assertThat(send(mail, "hush")).isEqualTo(new Channel.Reply(true, "taken by 127.0.0.1"));
    assertThat(send(mail, "hush").taken()).isTrue();

    MimeMessage[] messages = server.getReceivedMessages();
    assertThat(messages).hasSize(4);
    MimeMessage first = messages[0];
    assertThat(first.getSubject()).isEqualTo("[trainmaster] Data is \"there\"");
    assertThat(first.getFrom()[0]).hasToString("Trainmaster <trainmaster@example.org>");
    assertThat(GreenMailUtil.getBody(first))
        .contains("Data is \"there\"\r\n{}")
        .contains("run       churn-1");
    assertThat(first.getMessageID())
        .isEqualTo("<churn-1/days%5B%C3%A4%5D/1@trainmaster>")
        .isEqualTo(messages[3].getMessageID());
  }

  @Test
  void whoIsNotLetInHasNotTakenIt() throws Exception {
    ChannelSettings.Mail mail =
        mail(server.getSmtp().getPort(), ChannelSettings.Encryption.NONE, Optional.of("me"));

    Channel.Reply reply = send(mail, "wrong word");

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).doesNotContain("wrong word");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatDoesNotEncryptIsRefusedUnlessThatIsSaid() throws Exception {
    Channel.Reply reply =
        send(
            mail(
                server.getSmtp().getPort(), ChannelSettings.Encryption.STARTTLS, Optional.of("me")),
            "hush");

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).contains("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() throws Exception {
    Channel.Reply reply =
        send(
            mail(server.getSmtps().getPort(), ChannelSettings.Encryption.TLS, Optional.empty()),
            "hush");

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).contains("PKIX");
  }

  @Test
  void aServerThatGreetsForEverHasNotTakenIt() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    try (ServerSocket talking = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket client = talking.accept()) {
                  while (!enough.await(20, TimeUnit.MILLISECONDS)) {
                    client.getOutputStream().write("220-Welcome\r\n".getBytes(US_ASCII));
                    client.getOutputStream().flush();
                  }
                } catch (IOException | InterruptedException e) {
                  // The client has gone.
                }
              });
      server.start();
      ChannelSettings.Mail mail =
          new ChannelSettings.Mail(
              "127.0.0.1",
              talking.getLocalPort(),
              ChannelSettings.Encryption.NONE,
              Optional.empty(),
              Optional.empty(),
              "t@example.org",
              List.of("ada@example.org"),
              Duration.ofMillis(500));

      assertThat(send(mail, "hush"))
          .isEqualTo(new Channel.Reply(false, "The server has not taken it within 500 ms."));
      enough.countDown();
      server.join();
    }
  }

  @Test
  void aServerThatIsAwayHasNotTakenIt() throws Exception {
    Channel.Reply reply = send(mail(1, ChannelSettings.Encryption.NONE, Optional.empty()), "hush");

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).contains("127.0.0.1");
  }
}
