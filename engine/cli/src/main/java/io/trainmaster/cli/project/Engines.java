package io.trainmaster.cli.project;

import com.sun.management.OperatingSystemMXBean;
import io.trainmaster.agent.Agent;
import io.trainmaster.agent.AgentSettings;
import io.trainmaster.channel.Channels;
import io.trainmaster.cli.config.ChannelConfig;
import io.trainmaster.cli.config.EngineConfig;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.SparkConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.runtime.Engine;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.runtime.NotificationSettings;
import io.trainmaster.runtime.RunService;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.server.ServerLog;
import io.trainmaster.server.TrainmasterServer;
import io.trainmaster.worker.HostSettings;
import io.trainmaster.worker.NvidiaSmi;
import io.trainmaster.worker.SecretSource;
import io.trainmaster.worker.SparkCluster;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes an engine from settings: the one place where the two meet. */
public final class Engines {
  private static final String LOCAL_DEFAULT = "local[*]";

  /** Long enough for an engine that died to be started again, which then finds a warm session. */
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(30);

  /** The jars of a process that runs nothing but commands. */
  private static final Pattern COMMANDS =
      Pattern.compile("^(trainmaster-jobs-(api|host)|jackson-(annotations|core|databind))-\\d");

  private static final Pattern CLOSURES =
      Pattern.compile("^(spark-(core|mllib|sql)_|scala-library)");

  private final Installation installation;
  private final Project project;
  private final EngineConfig engine;
  private final SparkConfig spark;
  private final NotificationSettings notifications;
  private final NvidiaSmi driver;
  private boolean asked;
  private Optional<SparkCluster> cluster = Optional.empty();

  /** Engines for a project with its settings. */
  public Engines(Installation installation, Project project, Settings settings) {
    this(installation, project, settings, NvidiaSmi.ofThisMachine());
  }

  /**
   * @param driver tells which GPUs there are
   */
  Engines(Installation installation, Project project, Settings settings, NvidiaSmi driver) {
    this.installation = installation;
    this.project = project;
    this.engine = EngineConfig.from(settings);
    this.spark = SparkConfig.from(settings);
    this.notifications = ChannelConfig.from(settings);
    this.driver = driver;
  }

  /**
   * Opens the state folder and gets ready to run.
   *
   * @throws io.trainmaster.track.StoreException where the folder can't be used
   */
  public Engine open() {
    return Engine.open(settings());
  }

  /**
   * The engine of the server that serves the state folder or, where there is none, one in this
   * process.
   *
   * @throws io.trainmaster.track.StoreException where the folder can't be used
   */
  public RunService join() {
    Optional<RemoteEngine> server = server();
    return server.isPresent() ? server.get() : open();
  }

  /** The server that serves the state folder. */
  public Optional<RemoteEngine> server() {
    return RemoteEngine.find(engine.state());
  }

  /**
   * Serves the state folder.
   *
   * @param log what is said of what it does
   * @throws io.trainmaster.track.StoreException where the folder can't be used
   * @throws IOException where it can't listen
   */
  public TrainmasterServer serve(ServerLog log) throws IOException {
    return TrainmasterServer.open(
        settings(), engine.serverPort(), engine.access(), engine.retention(), log);
  }

  /** Where tasks run: this machine as far as they may use it, or the cluster that Spark runs on. */
  public Node node() {
    boolean none =
        cluster().isPresent() || engine.gpus().isPresent() && engine.gpus().getAsInt() == 0;
    return node(none ? List.of() : driver.ask().gpus());
  }

  /**
   * The Spark cluster that tasks run on; empty where they run on this machine, or where its master
   * doesn't tell what it has.
   */
  public Optional<SparkCluster> cluster() {
    if (!asked && spark.page().isPresent()) {
      try {
        cluster = Optional.of(SparkCluster.ask(spark.page().get()));
      } catch (IOException unknown) {
        // `doctor` says so. Tasks run there all the same, without GPUs.
      }
    }
    asked = true;
    return cluster;
  }

  /**
   * A cluster whose manager places. What one task may be given is bounded by the largest worker.
   * Which GPU it is that a task gets, the manager says when it runs.
   */
  private Node ofCluster(SparkCluster cluster) {
    return new Node(
        spark.master(),
        engine.cpus().orElse(Math.max(1, cluster.mostCores())),
        engine.memoryBytes().orElse(Math.max(1, cluster.mostMemoryBytes())),
        IntStream.range(0, cluster.count(SparkCluster.GPU))
            .mapToObj(index -> new Gpu(index, "any-" + index, "", 0, ""))
            .toList());
  }

  /** The same where it is known which GPUs this machine has. */
  public Node node(List<Gpu> found) {
    return cluster().map(this::ofCluster).orElseGet(() -> ofThisMachine(found));
  }

  private Node ofThisMachine(List<Gpu> found) {
    return new Node(
        "this machine",
        engine.cpus().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
        engine.memoryBytes().orElseGet(Engines::machineMemoryBytes),
        gpus(found));
  }

  private List<Gpu> gpus(List<Gpu> found) {
    int most = engine.gpus().orElse(found.size());
    return found.isEmpty()
        ? Gpu.alike(most, 0, "")
        : List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  /**
   * Opens a worker for a server.
   *
   * @param name what this machine is called there
   * @throws io.trainmaster.agent.AgentException where it can't be opened
   */
  public Agent worker(
      String name, List<URI> servers, String token, Optional<Path> trust, Duration alone) {
    Node here = node();
    return Agent.open(
        new AgentSettings(
            servers,
            token,
            trust,
            new Node(name, here.cpus(), here.memoryBytes(), here.gpus()),
            TrainmasterServer.release(Installation.version(), operatorsVersion()),
            engine.state().folder().resolve("workers").resolve(name).toAbsolutePath(),
            project.root(),
            alone,
            host(engine.cancelGrace())));
  }

  /** Where secrets are. */
  public SecretSource secrets() {
    return new ProjectSecrets(engine.secrets(), System.getenv());
  }

  /** Where people can be told something. */
  public Channels channels() {
    return new Channels(notifications.channels(), secrets(), project.root());
  }

  /** How many places each limit has that workflows share, by its name. */
  public Map<String, Integer> limits() {
    return engine.limits();
  }

  /** The most runs that may be under way at one time. */
  public int runsAtOnce() {
    return engine.runsAtOnce();
  }

  /** How large searches and loops may be. */
  public PlanBounds bounds() {
    return new PlanBounds(engine.maxTrials(), engine.maxItems());
  }

  EngineSettings settings() {
    Node node = node();
    return new EngineSettings(
        engine.state(),
        project.root(),
        node.cpus(),
        node.memoryBytes(),
        node.gpus(),
        engine.limits(),
        bounds(),
        engine.runsAtOnce(),
        engine.zone(),
        engine.lookEvery(),
        host(engine.cancelGrace()),
        engine.cache(),
        Installation.version(),
        operatorsVersion(),
        notifications);
  }

  /** Whether results of earlier runs may stand for those of equal calls. */
  public boolean cache() {
    return engine.cache();
  }

  /** Another Spark counts as other operators. */
  public String operatorsVersion() {
    String ours = installation.operatorsVersion();
    return spark.home().map(home -> ours + " on " + home).orElse(ours);
  }

  private HostSettings host(Duration grace) {
    Path sparkHome = sparkHome();
    return new HostSettings(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        classPath(sparkHome),
        jvmOptions(),
        spark.driverMemoryBytes(),
        environment(sparkHome),
        properties(),
        classDataArchive(),
        grace,
        ORPHAN_GRACE,
        secrets(),
        commandClassPath(),
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", logLimit()));
  }

  /** What starts commands needs few of the jars, of those that come with Trainmaster. */
  private String commandClassPath() {
    return Stream.of(installation.jobs(), installation.sparkHome().resolve("jars"))
        .flatMap(folder -> jars(folder).stream())
        .filter(jar -> COMMANDS.matcher(jar.getFileName().toString()).find())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Jar by jar and in order: a class-data-sharing archive fits one class path exactly. Spark reads
   * the class files of its closures anew for each job, and Java looks for them from the front.
   */
  private String classPath(Path sparkHome) {
    return Stream.of(installation.jobs(), sparkHome.resolve("jars"))
        .flatMap(folder -> jars(folder).stream())
        .sorted(Comparator.comparing(jar -> !CLOSURES.matcher(jar.getFileName().toString()).find()))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "The jars in " + folder + " can't be listed.",
          "Build or install Trainmaster again.");
    }
  }

  /** The archive that was built with the jars that come with Trainmaster. */
  private Optional<Path> classDataArchive() {
    return spark.home().isPresent()
        ? Optional.empty()
        : Optional.of(installation.jobs().resolve("host.jsa")).filter(Files::exists);
  }

  private Path sparkHome() {
    Path home = spark.home().orElse(installation.sparkHome());
    if (!Files.isDirectory(home.resolve("jars"))) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "There are no Spark jars in " + home.resolve("jars") + ".",
          spark.home().isPresent()
              ? "Set spark.home to a Spark distribution, or to nothing for the one that comes with"
                  + " Trainmaster."
              : "Build or install Trainmaster again.");
    }
    return home;
  }

  private List<String> jvmOptions() {
    Path file = installation.sparkHome().resolve("jvm.options");
    try {
      List<String> options = new ArrayList<>(Files.readAllLines(file));
      options.add(logLimit());
      options.addAll(spark.jvmOptions());
      return options;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "The JVM options of Spark can't be read from " + file + ".",
          "Build or install Trainmaster again.");
    }
  }

  private String logLimit() {
    return "-Dtrainmaster.log.limit=" + Math.min(engine.logMaxBytes(), Integer.MAX_VALUE);
  }

  private Map<String, String> environment(Path sparkHome) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("SPARK_HOME", sparkHome.toString());
    if (spark.master().startsWith("local")) {
      variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    }
    return variables;
  }

  /** The default master is left out: each process then takes as many cores as it was given. */
  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>(spark.conf());
    if (!spark.master().equals(LOCAL_DEFAULT)) {
      properties.put("spark.master", spark.master());
    }
    // By it the driver that carries a task learns whether the cluster has given it room.
    cluster()
        .flatMap(found -> spark.page())
        .ifPresent(page -> properties.put("spark.trainmaster.page", page.toString()));
    if (cluster().filter(found -> found.count(SparkCluster.CPU_WORKER) > 0).isPresent()) {
      properties.putIfAbsent("spark.executor.resource." + SparkCluster.CPU_WORKER + ".amount", "1");
    }
    return properties;
  }

  /** The memory of this machine or of the control group that this process is in. */
  public static long machineMemoryBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
