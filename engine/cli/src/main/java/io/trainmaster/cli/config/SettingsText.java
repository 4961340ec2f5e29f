package io.trainmaster.cli.config;

import io.trainmaster.cli.console.ExitCode;

/** The declarations as the files that people read: {@code conf/trainmaster.properties}, README. */
public final class SettingsText {
  private static final int WIDTH = 96;

  private SettingsText() {}

  /** A properties file that documents every setting and sets none. */
  public static String properties() {
    StringBuilder text = new StringBuilder();
    text.append("# The settings of this project. Those that stand behind # have their default.\n");
    text.append("# conf/dev.properties, staging.properties and production.properties go over this");
    text.append(" file;\n# --env chooses one, dev if none is named. `trainmaster config explain");
    text.append(" KEY` says what holds.\n");
    for (Setting setting : Setting.values()) {
      text.append('\n');
      comment(text, setting.documentation() + " It takes " + setting.allowed() + ".");
      text.append(("#" + setting.key() + " = " + setting.defaultValue()).stripTrailing());
      text.append('\n');
    }
    text.append('\n');
    comment(text, CHANNELS);
    text.append("#channel.ml-oncall.kind = webhook\n");
    text.append("#channel.ml-oncall.url = https://example.org/hooks/trainmaster\n");
    text.append("#channel.ml-oncall.secret = hook-key\n\n");
    comment(
        text,
        "Everything that begins with "
            + Setting.SPARK_CONF_PREFIX
            + " is handed to Spark as it stands, without that beginning.");
    return text.append("#spark.conf.spark.executor.memory = 4g\n").toString();
  }

  /** The reference of all settings and exit codes, in Markdown. */
  public static String readme() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append("\n## Settings\n\n").append(COLUMNS);
    for (Setting setting : Setting.values()) {
      row(text, setting.key(), setting);
    }
    text.append("| `spark.conf.*` | text | | Handed to Spark as it stands, without `spark.conf.`.");
    text.append(" |\n");
    channels(text);
    text.append("\n## Exit codes\n\n| code | meaning |\n|--:|---|\n");
    for (ExitCode code : ExitCode.values()) {
      text.append("| ").append(code.number()).append(" | ").append(code.meaning()).append(" |\n");
    }
    return text.toString();
  }

  private static void channels(StringBuilder text) {
    text.append("\n## Channels\n\n").append(CHANNELS).append("\n\n").append(COLUMNS);
    for (ChannelKey key : ChannelKey.values()) {
      row(text, key.of("NAME"), key);
    }
    text.append(EXAMPLES);
  }

  private static void row(StringBuilder text, String key, Declaration setting) {
    text.append("| `").append(key).append("` | ");
    text.append(setting.allowed()).append(" | ");
    text.append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`");
    text.append(" | ").append(setting.documentation()).append(" |\n");
  }

  private static final String COLUMNS =
      "| key | it takes | default | what it is |\n|---|---|---|---|\n";

  private static final String CHANNELS =
      "A channel is where people are told something, by an `alert` of a workflow or the operator"
          + " `notify`. Its name has letters, digits, `_` and `-`, and it has settings of its own,"
          + " `channel.NAME.KEY`. Secrets are named there, never written:"
          + " `trainmaster notifications test NAME` tries one.";

  private static final String EXAMPLES =
      """

      ```properties
      channel.ml-oncall.kind = webhook
      channel.ml-oncall.url = https://example.org/hooks/trainmaster
      channel.ml-oncall.secret = hook-key

      channel.ml-leads.kind = mail
      channel.ml-leads.host = smtp.example.org
      channel.ml-leads.user = trainmaster
      channel.ml-leads.password = smtp-password
      channel.ml-leads.from = trainmaster@example.org
      channel.ml-leads.to = ada@example.org bob@example.org

      channel.pager.kind = command
      channel.pager.command = scripts/page --team ml
      ```
      """;

  private static final String INTRODUCTION =
      """
      # Configuration

      This page is written from the declarations in the code; a test keeps it true.

      A setting is a line `key = value` in a properties file (UTF-8), an environment variable, or
      a flag. The strongest layer that gives a key wins:

      1. flag: `--set state.dir=/data/state`
      2. environment: `TRAINMASTER_STATE_DIR=/data/state` (`spark.conf.*` and `channel.*` have none)
      3. overlay: `conf/dev.properties`, `conf/staging.properties` or `conf/production.properties`
         of the project, chosen by `--env` or `TRAINMASTER_ENV`; `dev` if neither names one
      4. project: `conf/trainmaster.properties`
      5. user: `trainmaster/trainmaster.properties` in `XDG_CONFIG_HOME`, by default `~/.config`
      6. default

      The project is the nearest folder upwards that holds `conf/trainmaster.properties`, seen from
      the workflow file or, where a command takes none, from the working directory; `--project`
      names another. Paths in settings and in workflows count from it.

      `trainmaster config` lists what holds; `trainmaster config explain KEY` names the layer that
      won and the ones it hid. An unknown key stops the program with a suggestion, a value that is
      not allowed with its file and line.

      Other variables: `TRAINMASTER_JAVA_OPTIONS` holds JVM options for the program itself,
      `JAVA_HOME` chooses the Java it and its task processes run on, `NO_COLOR` and
      `CLICOLOR_FORCE` switch colours, and `TRAINMASTER_LEDGER` names a file to which every task
      body that starts or ends adds a line. `TRAINMASTER_SECRET_NAME` is the secret `name`.
      """;

  private static void comment(StringBuilder text, String sentence) {
    StringBuilder line = new StringBuilder("#");
    for (String word : sentence.split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
