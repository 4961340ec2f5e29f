package io.trainmaster.cli.config;

import io.trainmaster.channel.ChannelSettings;
import io.trainmaster.channel.ChannelSettings.Encryption;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.runtime.NotificationSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the settings say that people can be told something. */
public final class ChannelConfig {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final Set<ChannelKey> OF_A_WEBHOOK =
      Set.of(ChannelKey.URL, ChannelKey.URL_SECRET, ChannelKey.SECRET);
  private static final Set<ChannelKey> OF_MAIL =
      Set.of(
          ChannelKey.HOST,
          ChannelKey.PORT,
          ChannelKey.ENCRYPTION,
          ChannelKey.USER,
          ChannelKey.PASSWORD,
          ChannelKey.FROM,
          ChannelKey.TO);
  private static final Set<ChannelKey> OF_A_COMMAND = Set.of(ChannelKey.COMMAND);

  private final Settings settings;
  private final String channel;

  private ChannelConfig(Settings settings, String channel) {
    this.settings = settings;
    this.channel = channel;
  }

  /**
   * Read off the settings.
   *
   * @throws ConfigException for the first channel that lacks something, or has too much
   */
  public static NotificationSettings from(Settings settings) {
    Map<String, ChannelSettings> channels = new LinkedHashMap<>();
    for (String channel : settings.channels()) {
      channels.put(channel, new ChannelConfig(settings, channel).read());
    }
    return new NotificationSettings(
        channels,
        new SendingRules(
            settings.count(Setting.NOTIFICATION_ATTEMPTS).orElseThrow(),
            settings.duration(Setting.NOTIFICATION_PATIENCE)));
  }

  private ChannelSettings read() {
    String kind = required(ChannelKey.KIND);
    Duration timeout = Parsed.duration(text(ChannelKey.TIMEOUT)).orElseThrow();
    return switch (kind) {
      case "webhook" -> webhook(timeout);
      case "mail" -> mail(timeout);
      default -> command(timeout);
    };
  }

  private ChannelSettings webhook(Duration timeout) {
    allow(OF_A_WEBHOOK);
    Optional<String> secret = given(ChannelKey.URL_SECRET);
    if (secret.isEmpty()) {
      requireAddress(required(ChannelKey.URL));
    } else if (given(ChannelKey.URL).isPresent()) {
      throw wrong(ChannelKey.URL, "has an address and a secret for it", "Remove one of them.");
    }
    return new ChannelSettings.Webhook(
        given(ChannelKey.URL), secret, given(ChannelKey.SECRET), timeout);
  }

  private void requireAddress(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return;
      }
    } catch (URISyntaxException e) {
      // It is said below.
    }
    throw wrong(ChannelKey.URL, "has an address that can't be posted to", "It is https://… .");
  }

  private ChannelSettings mail(Duration timeout) {
    allow(OF_MAIL);
    Optional<String> user = given(ChannelKey.USER);
    if (user.isPresent() && given(ChannelKey.PASSWORD).isEmpty()) {
      throw wrong(ChannelKey.USER, "has a user without a password", set(ChannelKey.PASSWORD));
    }
    return new ChannelSettings.Mail(
        required(ChannelKey.HOST),
        Parsed.count(text(ChannelKey.PORT)).orElseThrow(),
        Encryption.valueOf(text(ChannelKey.ENCRYPTION).toUpperCase(Locale.ROOT)),
        user,
        given(ChannelKey.PASSWORD),
        required(ChannelKey.FROM),
        List.of(required(ChannelKey.TO).split("[\\s,]+")),
        timeout);
  }

  private ChannelSettings command(Duration timeout) {
    allow(OF_A_COMMAND);
    return new ChannelSettings.Command(words(required(ChannelKey.COMMAND)), timeout);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  private String text(ChannelKey key) {
    return settings.text(channel, key);
  }

  private Optional<String> given(ChannelKey key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  private String required(ChannelKey key) {
    return given(key)
        .orElseThrow(
            () ->
                new ConfigException(
                    "The channel " + channel + " lacks " + key.of(channel) + ".",
                    place(),
                    key.documentation()));
  }

  private String place() {
    return settings.keys().stream()
        .filter(key -> ChannelKey.channel(key).filter(channel::equals).isPresent())
        .map(key -> settings.assigned(key).get(0).origin())
        .findFirst()
        .orElse("");
  }

  /** A key of another kind does nothing, so that it is a mistake. */
  private void allow(Set<ChannelKey> keys) {
    for (ChannelKey key : ChannelKey.values()) {
      boolean common = key == ChannelKey.KIND || key == ChannelKey.TIMEOUT;
      if (!common && !keys.contains(key) && settings.assigned(channel, key).isPresent()) {
        throw wrong(key, "is no channel that has " + key.key(), key.documentation());
      }
    }
  }

  private ConfigException wrong(ChannelKey key, String what, String mend) {
    return new ConfigException(
        "The channel " + channel + " " + what + ".",
        settings.assigned(channel, key).map(Assigned::origin).orElse(""),
        mend);
  }

  private String set(ChannelKey key) {
    return "Set " + key.of(channel) + ". " + key.documentation();
  }
}
