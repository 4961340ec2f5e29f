package io.trainmaster.cli.config;

import io.trainmaster.dsl.source.SourceLimit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is, declared once: key, type, default and documentation. {@code
 * conf/README.md} and {@code conf/trainmaster.properties} are generated from here.
 */
public enum Setting implements Declaration {
  STATE_DIR(
      "state.dir",
      SettingType.PATH,
      ".trainmaster",
      "The folder that keeps runs, metrics, artifacts and registered models."),
  STATE_DATABASE(
      "state.database",
      SettingType.DATABASE,
      "sqlite",
      "Where runs, metrics and models are recorded: `sqlite` is a file in state.dir. Several servers"
          + " may share a PostgreSQL database; artifacts and logs stay in state.dir, which they then"
          + " share too. The URL's parameter `currentSchema` names the schema, `trainmaster` by"
          + " default, which the first run makes."),
  STATE_DATABASE_USER(
      "state.database.user",
      SettingType.TEXT,
      "trainmaster",
      "The user of the PostgreSQL database."),
  STATE_DATABASE_PASSWORD_FILE(
      "state.database.password.file",
      SettingType.PATH,
      "",
      "A file with the password of the PostgreSQL database and nothing else; empty: the variable"
          + " PGPASSWORD, or else the file `~/.pgpass`."),
  ENGINE_CPUS(
      "engine.cpus",
      SettingType.COUNT_OR_ALL,
      "all",
      "The CPUs that running tasks may use together."),
  ENGINE_MEMORY(
      "engine.memory",
      SettingType.BYTES_OR_ALL,
      "all",
      "The memory that running tasks may ask for together. `all` is what this machine, or the"
          + " control group it runs in, has."),
  ENGINE_GPUS(
      "engine.gpus",
      SettingType.NUMBER_OR_ALL,
      "0",
      "The GPUs of this machine that tasks may be given: `all` that nvidia-smi lists, or the first"
          + " so many; where it lists none, so many of which nothing else is known. With a Spark"
          + " standalone cluster tasks are given the cluster's instead. `trainmaster nodes` shows"
          + " them, and `trainmaster doctor` says whether Deeplearning4j can use them."),
  ENGINE_RUNS(
      "engine.runs",
      SettingType.COUNT,
      "20",
      "The most runs that a server has under way at one time; more wait for their turn."),
  ENGINE_LIMITS(
      "engine.limits",
      SettingType.COUNTS,
      "",
      "The limits that workflows share by name, and how many places each has: tasks with"
          + " `limit \"warehouse\"` take one each while they run, of all runs together."),
  SCHEDULE_ZONE(
      "schedule.zone",
      SettingType.ZONE,
      "UTC",
      "The time zone of schedules that name none, such as `Europe/Brussels`."),
  EVENT_INTERVAL(
      "event.interval",
      SettingType.DURATION,
      "5 s",
      "How long a server waits after it has looked whether files, models or refs of git have changed"
          + " that workflows run `on`, before it looks again. A file counts once two looks have found"
          + " it the same."),
  SERVER_PORT(
      "server.port",
      SettingType.NUMBER,
      "0",
      "The port that `trainmaster server` listens on, on this machine only. 0 is any free one: the"
          + " other commands find it through the state folder."),
  SERVER_WORKERS(
      "server.workers",
      SettingType.TEXT,
      "",
      "Where workers on other machines reach `trainmaster server`: an address of this machine and a"
          + " port, such as `10.0.0.5:7900`; port 0 is any free one. Empty: there are no such workers."
          + " What they show to be let in is in the file `workers.token` of state.dir."),
  SERVER_WORKERS_KEYSTORE(
      "server.workers.keystore",
      SettingType.PATH,
      "",
      "A file in PKCS #12 with the certificate, and its key, by which workers know the server. Without"
          + " one they speak to it in the clear, which is allowed only on this machine's own addresses."),
  SERVER_WORKERS_KEYSTORE_PASSWORD_FILE(
      "server.workers.keystore.password.file",
      SettingType.PATH,
      "",
      "A file with the password of server.workers.keystore and nothing else."),
  SERVER_WORKERS_LEASE(
      "server.workers.lease",
      SettingType.DURATION,
      "30 s",
      "How long a worker may be silent. Then its tasks are given up and run elsewhere, and what it"
          + " says of them later is refused."),
  WORKER_ALONE(
      "worker.alone",
      SettingType.DURATION,
      "6 h",
      "How long the tasks of `trainmaster worker` go on while no server answers it; then they are"
          + " stopped."),
  SERVER_LOG(
      "server.log",
      SettingType.WORD,
      "text",
      "How the log looks that `trainmaster server` writes to standard error: `text` for people, or"
          + " `json` with an object a line.",
      "text json"),
  RUN_GRACE(
      "run.grace",
      SettingType.DURATION,
      "10 s",
      "How long a cancelled task may take to end by itself before its process is killed."),
  RUN_CACHE(
      "run.cache",
      SettingType.WORD,
      "on",
      "Whether what a task gave in an earlier run is used again where its operator, its arguments"
          + " and the data that it read are the same.",
      "on off"),
  GC_AFTER(
      "gc.after",
      SettingType.DURATION,
      "",
      "How long ago a run must have ended for a server to delete it, with its logs and the artifacts"
          + " that nothing names then: `90 days`. A run that has registered a model stays. Empty:"
          + " nothing is deleted unasked; `trainmaster gc` deletes when it is asked."),
  GC_KEEP(
      "gc.keep",
      SettingType.NUMBER,
      "1",
      "How many of each workflow's last runs a server keeps, however old."),
  NOTIFICATION_ATTEMPTS(
      "notification.attempts",
      SettingType.COUNT,
      "30",
      "How often it is tried to tell people something before it is given up. The time between two"
          + " attempts doubles, from a second to an hour."),
  NOTIFICATION_PATIENCE(
      "notification.patience",
      SettingType.DURATION,
      "24 h",
      "How long it is tried; an attempt that fails after that is the last."),
  SECRETS_DIR(
      "secrets.dir",
      SettingType.PATH,
      "conf/secrets",
      "The folder that has each secret in a file of its name. Where there is none, the variable"
          + " `TRAINMASTER_SECRET_NAME` is looked for."),
  WORKFLOW_MAX_SIZE(
      "workflow.max.size",
      SettingType.BYTES,
      SourceLimit.DEFAULT.text(),
      "The most that a workflow file may be, together with the files that it imports; a larger one"
          + " is not looked into."),
  SEARCH_MAX_TRIALS(
      "search.max.trials",
      SettingType.COUNT,
      "1000",
      "The most trials that one `tune` may expand to; a larger search fails before it starts."),
  LOOP_MAX_ITEMS(
      "loop.max.items",
      SettingType.COUNT,
      "10000",
      "The most items of one `for` that has no `max` of its own; a longer list fails before any of"
          + " its items starts."),
  LOGS_MAX_SIZE(
      "logs.max.size",
      SettingType.BYTES,
      "16 MiB",
      "The most that is kept of one attempt's log, up to 2 GiB; beyond it the middle is cut out with"
          + " a note."),
  SPARK_MASTER(
      "spark.master",
      SettingType.TEXT,
      "local[*]",
      "Where Spark runs: `local[*]`, `spark://host:port`, `yarn` or `k8s://…`. In `local[*]` the"
          + " star stands for engine.cpus."),
  SPARK_MASTER_PAGE(
      "spark.master.page",
      SettingType.TEXT,
      "",
      "The web page of the master of a `spark://` cluster, which tells its workers, their cores and"
          + " their GPUs; empty: http://HOST:8080 of the master's host."),
  SPARK_HOME(
      "spark.home",
      SettingType.PATH,
      "",
      "A Spark 4.1 distribution to use in place of the one that comes with Trainmaster; empty:"
          + " that one."),
  SPARK_DRIVER_MEMORY(
      "spark.driver.memory",
      SettingType.BYTES,
      "1 GiB",
      "The heap of the process that holds a run's Spark session."),
  HOST_JVM_OPTIONS(
      "host.jvm.options",
      SettingType.WORDS,
      "",
      "JVM options that every task process gets besides those that Spark needs."),
  UI_COLOR(
      "ui.color",
      SettingType.WORD,
      "auto",
      "Whether output is coloured: `auto` is on a terminal where NO_COLOR isn't set.",
      "auto always never");

  /** The keys that begin with this are handed to Spark as they stand. */
  public static final String SPARK_CONF_PREFIX = "spark.conf.";

  private static final String VARIABLE_PREFIX = "TRAINMASTER_";

  private final String key;
  private final SettingType type;
  private final String defaultValue;
  private final String documentation;
  private final String words;

  Setting(String key, SettingType type, String defaultValue, String documentation) {
    this(key, type, defaultValue, documentation, "");
  }

  Setting(String key, SettingType type, String defaultValue, String documentation, String words) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.documentation = documentation;
    this.words = words;
  }

  /** Its name in files and flags, such as {@code state.dir}. */
  public String key() {
    return key;
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
  public String documentation() {
    return documentation;
  }

  @Override
  public List<String> words() {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  /** Its environment variable, such as {@code TRAINMASTER_STATE_DIR}. */
  public String variable() {
    return VARIABLE_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The setting of a key. */
  public static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** The setting of an environment variable. */
  public static Optional<Setting> ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(setting -> setting.variable().equals(variable))
        .findFirst();
  }
}
