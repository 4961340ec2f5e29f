package io.trainmaster.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trainmaster.channel.ChannelSettings;
import io.trainmaster.outbox.SendingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelConfigTest {
  @TempDir Path project;
  final Map<String, String> flags = new HashMap<>();

  @Test
  void whereNothingIsSetNobodyCanBeTold() {
    assertThat(ChannelConfig.from(load()).channels()).isEmpty();
    assertThat(ChannelConfig.from(load()).rules())
        .isEqualTo(new SendingRules(30, Duration.ofHours(24)));
  }

  @Test
  void eachKindIsRead() {
    flags.put("channel.ml-oncall.kind", "webhook");
    flags.put("channel.ml-oncall.url", "https://example.org/hook");
    flags.put("channel.ml-oncall.secret", "hook-key");
    flags.put("channel.chat.kind", "webhook");
    flags.put("channel.chat.url.secret", "chat-address");
    flags.put("channel.chat.timeout", "2 s");
    flags.put("channel.leads.kind", "mail");
    flags.put("channel.leads.host", "smtp.example.org");
    flags.put("channel.leads.port", "2525");
    flags.put("channel.leads.encryption", "none");
    flags.put("channel.leads.user", "me");
    flags.put("channel.leads.password", "smtp-password");
    flags.put("channel.leads.from", "Trainmaster <t@example.org>");
    flags.put("channel.leads.to", "ada@example.org, bob@example.org");
    flags.put("channel.pager.kind", "command");
    flags.put("channel.pager.command", "scripts/page --team \"the ml team\"");

    assertThat(ChannelConfig.from(load()).channels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ml-oncall",
                new ChannelSettings.Webhook(
                    Optional.of("https://example.org/hook"),
                    Optional.empty(),
                    Optional.of("hook-key"),
                    Duration.ofSeconds(10)),
                "chat",
                new ChannelSettings.Webhook(
                    Optional.empty(),
                    Optional.of("chat-address"),
                    Optional.empty(),
                    Duration.ofSeconds(2)),
                "leads",
                new ChannelSettings.Mail(
                    "smtp.example.org",
                    2525,
                    ChannelSettings.Encryption.NONE,
                    Optional.of("me"),
                    Optional.of("smtp-password"),
                    "Trainmaster <t@example.org>",
                    List.of("ada@example.org", "bob@example.org"),
                    Duration.ofSeconds(10)),
                "pager",
                new ChannelSettings.Command(
                    List.of("scripts/page", "--team", "the ml team"), Duration.ofSeconds(10))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          channel.a.kind=webhook | The channel a lacks channel.a.url.
          channel.a.url=https://example.org | The channel a lacks channel.a.kind.
          channel.a.kind=webhook;channel.a.url=file:/etc/passwd | The channel a has an address that can't be posted to.
          channel.a.kind=webhook;channel.a.url=http:no | The channel a has an address that can't be posted to.
          channel.a.kind=webhook;channel.a.url=https://e.org;channel.a.url.secret=s | The channel a has an address and a secret for it.
          channel.a.kind=command;channel.a.command=page;channel.a.url=https://e.org | The channel a is no channel that has url.
          channel.a.kind=mail;channel.a.from=a@e.org;channel.a.to=b@e.org | The channel a lacks channel.a.host.
          channel.a.kind=mail;channel.a.host=h;channel.a.user=u;channel.a.from=a@e.org;channel.a.to=b@e.org | The channel a has a user without a password.
          """)
  void aChannelThatCanNotBeIsRefused(String given, String message) {
    for (String pair : given.strip().split(";")) {
      flags.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    Settings settings = load();

    ConfigException error =
        catchThrowableOfType(ConfigException.class, () -> ChannelConfig.from(settings));

    assertThat(error).hasMessage(message);
    assertThat(error.place()).startsWith("--set channel.a.");
  }

  @Test
  void anUnknownKeyOfAChannelIsMended() throws IOException {
    Files.createDirectories(project.resolve("conf"));
    Files.writeString(project.resolve("conf/dev.properties"), "channel.ml.kid = webhook\n");

    ConfigException error = catchThrowableOfType(ConfigException.class, this::load);

    assertThat(error).hasMessage("There is no setting channel.ml.kid.");
    assertThat(error.place()).isEqualTo("conf/dev.properties:1");
    assertThat(error.mend()).isEqualTo("Did you mean channel.ml.kind?");
  }

  @Test
  void aValueIsHeldAgainstItsKey() {
    flags.put("channel.ml.kind", "pigeon");

    assertThat(catchThrowableOfType(ConfigException.class, this::load).mend())
        .isEqualTo("It takes one of webhook, mail, command.");
  }

  private Settings load() {
    return new SettingsLoader(project, Optional.empty(), flags, Map.of(), warning -> {}).load();
  }
}
