package io.trainmaster.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each channel is said by, over which people are told something: settings {@code
 * channel.NAME.KEY}.
 */
public enum ChannelKey implements Declaration {
  KIND(
      "kind",
      SettingType.WORD,
      "",
      "`webhook` posts JSON, `mail` sends a mail, `command` runs a program.",
      "webhook mail command"),
  TIMEOUT("timeout", SettingType.DURATION, "10 s", "The longest that one attempt may take."),
  URL("url", SettingType.TEXT, "", "For a webhook: where to, by http or https."),
  URL_SECRET(
      "url.secret",
      SettingType.TEXT,
      "",
      "For a webhook, in place of `url`: the name of the secret that is the address."),
  SECRET(
      "secret",
      SettingType.TEXT,
      "",
      "For a webhook: the name of the secret that requests are signed with."),
  HOST("host", SettingType.TEXT, "", "For mail: the server that takes it."),
  PORT("port", SettingType.COUNT, "587", "For mail: the server's port."),
  ENCRYPTION(
      "encryption",
      SettingType.WORD,
      "starttls",
      "For mail: `starttls` begins in the clear, `tls` doesn't, `none` is for a server on this"
          + " machine.",
      "starttls tls none"),
  USER("user", SettingType.TEXT, "", "For mail: who signs in; empty: nobody."),
  PASSWORD(
      "password",
      SettingType.TEXT,
      "",
      "For mail: the name of the secret that is the user's password."),
  FROM("from", SettingType.TEXT, "", "For mail: the sender's address."),
  TO("to", SettingType.WORDS, "", "For mail: the receivers' addresses."),
  COMMAND(
      "command",
      SettingType.WORDS,
      "",
      "For a command: the program and its arguments, without a shell; one with spaces stands in"
          + " double quotes.");

  /** What the keys of every channel begin with. */
  public static final String PREFIX = "channel.";

  private static final Pattern FORM = Pattern.compile("channel\\.([A-Za-z0-9_-]+)\\.(.+)");

  private final String key;
  private final SettingType type;
  private final String defaultValue;
  private final String documentation;
  private final String words;

  ChannelKey(String key, SettingType type, String defaultValue, String documentation) {
    this(key, type, defaultValue, documentation, "");
  }

  ChannelKey(
      String key, SettingType type, String defaultValue, String documentation, String words) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.documentation = documentation;
    this.words = words;
  }

  /** The end of its settings' names. */
  public String key() {
    return key;
  }

  /** The setting of a channel. */
  public String of(String channel) {
    return PREFIX + channel + "." + key;
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public String defaultValue() {
    return defaultValue;
  }

  @Override
  public List<String> words() {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  @Override
  public String documentation() {
    return documentation;
  }

  /** The channel that a setting is of; empty where it is none of a channel. */
  public static Optional<String> channel(String setting) {
    Matcher matcher = FORM.matcher(setting);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The declaration of a setting of a channel; empty where there is none. */
  public static Optional<ChannelKey> declared(String setting) {
    Matcher matcher = FORM.matcher(setting);
    return matcher.matches()
        ? Arrays.stream(values()).filter(one -> one.key.equals(matcher.group(2))).findFirst()
        : Optional.empty();
  }

  /** The settings that a channel could have. */
  static List<String> all(String channel) {
    return Arrays.stream(values()).map(one -> one.of(channel)).toList();
  }
}
