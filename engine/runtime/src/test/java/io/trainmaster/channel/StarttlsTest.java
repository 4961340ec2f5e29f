package io.trainmaster.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.worker.SecretSource;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mails to a server that is spoken to in the clear first, with a certificate of the test's own. */
@Timeout(60)
class StarttlsTest {

  private static final char[] KEY_PASSWORD = "of-nothing".toCharArray();

  @TempDir Path directory;
  private SSLContext before;

  @BeforeEach
  void remember() throws Exception {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void restore() {
    SSLContext.setDefault(before);
  }

  @Test
  void aMailAndThePasswordAreSentEncryptedOnly() throws Exception {
    SSLContext identity = identity("ip:127.0.0.1");
    SSLContext.setDefault(identity);
    try (EncryptingMailServer server = new EncryptingMailServer(identity)) {
      assertThat(send(server.port())).isEqualTo(new Channel.Reply(true, "taken by 127.0.0.1"));

      assertThat(server.clear()).hasSize(2).last().isEqualTo("STARTTLS");
      String credentials =
          Base64.getEncoder().encodeToString("me\0me\0hush".getBytes(StandardCharsets.UTF_8));
      assertThat(server.encrypted())
          .contains("AUTH PLAIN " + credentials)
          .contains("RCPT TO:<ada@example.org>")
          .contains("Subject: [trainmaster] Data is \"there\"")
          .contains("Message-ID: <churn-1/days%5B%C3%A4%5D/1@trainmaster>");
    }
  }

  @Test
  void aServerThatNobodyVouchesForHearsNothing() throws Exception {
    try (EncryptingMailServer server = new EncryptingMailServer(identity("ip:127.0.0.1"))) {
      Channel.Reply reply = send(server.port());

      assertThat(reply.taken()).isFalse();
      assertThat(reply.said()).contains("PKIX").doesNotContain("hush");
      assertThat(server.clear()).hasSize(2);
      assertThat(server.encrypted()).isEmpty();
    }
  }

  @Test
  void aServerWithTheCertificateOfAnotherHearsNothing() throws Exception {
    SSLContext identity = identity("dns:mail.example.org");
    SSLContext.setDefault(identity);
    try (EncryptingMailServer server = new EncryptingMailServer(identity)) {
      Channel.Reply reply = send(server.port());

      assertThat(reply.taken()).isFalse();
      assertThat(reply.said()).contains("127.0.0.1");
      assertThat(server.encrypted()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  private static Channel.Reply send(int port) throws InterruptedException {
    ChannelSettings.Mail mail =
        new ChannelSettings.Mail(
            "127.0.0.1",
            port,
            ChannelSettings.Encryption.STARTTLS,
            Optional.of("me"),
            Optional.of("password"),
            "Trainmaster <trainmaster@example.org>",
            List.of("ada@example.org"),
            Duration.ofSeconds(20));
    SecretSource secrets =
        new SecretSource() {
          @Override
          public Optional<String> secret(String name) {
            return Optional.of("hush");
          }

          @Override
          public String howToAdd(String name) {
            return "";
          }
        };
    return new Channels(Map.of("team", mail), secrets, Path.of(""))
        .send(WebhookChannelTest.TOLD, 1);
  }

  /** A key with a certificate that it has signed itself, and that is trusted where it is used. */
  private SSLContext identity(String name) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(KEY_PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, KEY_PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, KEY_PASSWORD);
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("mail", keys.getCertificate("mail"));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
