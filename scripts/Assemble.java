import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Puts the distribution together from what the modules built: run by the build as a single source
 * file. Every module has written the jars that it needs at run time to {@code
 * target/runtime.classpath}.
 *
 * <p>Arguments: the project's root, the folder to make, our version, Spark's version.
 */
final class Assemble {
  private static final String CATALOGUE = "META-INF/trainmaster/operators.train";
  private static final String CLI_JAR = "trainmaster-cli.jar";
  private static final String SUBMIT = "io.trainmaster.submit.";
  private static final int MOST_OF_FINDINGS = 4; // Greater exit codes tell of trouble.

  /** A workflow that the engine runs by itself, without Spark. */
  private static final String GATE =
      """
      edition 1

      workflow gate(n: Int = 1) -> Int {
        schedule { every 1 day }
        require n > 0 else fail "n"
        return n
      }
      """;

  private static final List<String> JOBS = List.of("jobs/host", "jobs/spark", "jobs/dl4j");

  private final Path root;
  private final Path home;
  private final String version;
  private final String sparkVersion;

  private Assemble(Path root, Path home, String version, String sparkVersion) {
    this.root = root;
    this.home = home;
    this.version = version;
    this.sparkVersion = sparkVersion;
  }

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toRealPath();
    new Assemble(root, Path.of(arguments[1]).toAbsolutePath(), arguments[2], arguments[3]).run();
  }

  private void run() throws Exception {
    Map<String, Path> engine = withOwn("engine/cli");
    Map<String, Path> spark = needed("scripts");
    Map<String, Path> jobs = new TreeMap<>();
    for (String module : JOBS) {
      jobs.putAll(withOwn(module));
    }
    jobs.keySet().removeAll(spark.keySet());
    refuseSpark(engine);

    engine.put(CLI_JAR, engine.remove("trainmaster-cli-" + version + ".jar"));
    fill(home.resolve("lib/engine"), engine);
    fill(home.resolve("lib/jobs"), jobs);
    fill(home.resolve("lib/spark/jars"), spark);
    Files.write(home.resolve("lib/spark/jvm.options"), jvmOptions(spark));
    Files.writeString(
        home.resolve("lib/spark/RELEASE"), "Spark " + sparkVersion + " from Maven artifacts\n");
    operators(engine, jobs);
    copyTree(root.resolve("conf"), home.resolve("conf"));
    Files.createDirectories(home.resolve("bin"));
    copy(root.resolve("scripts/trainmaster"), home.resolve("bin/trainmaster"));
    copy(root.resolve("scripts/spark-cluster"), home.resolve("bin/spark-cluster"));
    Files.createDirectories(home.resolve("lib/spark/bin"));
    copy(root.resolve("scripts/spark-submit"), home.resolve("lib/spark/bin/spark-submit"));
    submitJar(home.resolve("lib/engine").resolve(CLI_JAR), home.resolve("trainmaster.jar"));
    copy(root.resolve("LICENSE"), home.resolve("LICENSE"));
    Files.writeString(
        home.resolve("RELEASE"),
        "trainmaster %s%nspark %s%noperators %s%n"
            .formatted(version, sparkVersion, operatorsVersion(jobs)));
    shareClassData();
    System.out.printf(
        "%d engine, %d jobs and %d Spark jars in %s%n",
        engine.size(), jobs.size(), spark.size(), root.relativize(home.toAbsolutePath()));
  }

  /**
   * Another text whenever the code of an operator is another: results are used again only where it
   * is the same. Of our own jars each class counts, of others the name says it.
   */
  private String operatorsVersion(Map<String, Path> jobs) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Map.Entry<String, Path> jar : new TreeMap<>(jobs).entrySet()) {
      digest.update(jar.getKey().getBytes(StandardCharsets.UTF_8));
      if (jar.getKey().endsWith("-" + version + ".jar")) {
        try (ZipFile entries = new ZipFile(jar.getValue().toFile())) {
          entries.stream()
              .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/m"))
              .map(entry -> entry.getName() + " " + entry.getCrc() + "\n")
              .filter(line -> !line.startsWith("META-INF/MANIFEST.MF "))
              .sorted()
              .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  /** The jars that a module needs at run time, by file name. */
  private Map<String, Path> needed(String module) throws IOException {
    String list = Files.readString(root.resolve(module).resolve("target/runtime.classpath"));
    Map<String, Path> jars = new LinkedHashMap<>();
    Stream.of(list.strip().split(java.io.File.pathSeparator))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .forEach(path -> jars.put(path.getFileName().toString(), path));
    return jars;
  }

  /** The jars that a module needs, and its own. */
  private Map<String, Path> withOwn(String module) throws IOException {
    Map<String, Path> jars = needed(module);
    try (Stream<Path> built = Files.list(root.resolve(module).resolve("target"))) {
      built
          .filter(path -> path.getFileName().toString().endsWith("-" + version + ".jar"))
          .forEach(path -> jars.put(path.getFileName().toString(), path));
    }
    return jars;
  }

  private static void refuseSpark(Map<String, Path> engine) {
    List<String> wrong =
        engine.keySet().stream()
            .filter(name -> name.startsWith("spark-") || name.startsWith("hadoop-"))
            .toList();
    if (!wrong.isEmpty()) {
      throw new IllegalStateException("The engine must not carry Spark: " + wrong);
    }
  }

  /** Makes a folder hold these jars and nothing else. */
  private void fill(Path folder, Map<String, Path> jars) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> present = Files.list(folder)) {
      for (Path file : present.toList()) {
        if (!jars.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      place(jar.getValue(), folder.resolve(jar.getKey()));
    }
  }

  /** Links what the build never writes again; copies our own jars, which it overwrites. */
  private void place(Path from, Path to) throws IOException {
    if (from.startsWith(root)) {
      copy(from, to);
    } else if (!Files.exists(to) || !Files.isSameFile(from, to)) {
      Files.deleteIfExists(to);
      try {
        Files.createLink(to, from);
      } catch (IOException | UnsupportedOperationException e) {
        copy(from, to);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    delete(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The options that Spark itself starts its JVMs with. */
  private static List<String> jvmOptions(Map<String, Path> spark) throws Exception {
    URL[] urls =
        spark.values().stream()
            .filter(path -> path.getFileName().toString().startsWith("spark-"))
            .map(Assemble::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      Class<?> options = loader.loadClass("org.apache.spark.launcher.JavaModuleOptions");
      String text = (String) options.getMethod("defaultModuleOptions").invoke(null);
      return Arrays.stream(text.strip().split("\\s+")).toList();
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the operator catalogues out of our own jars. */
  private void operators(Map<String, Path> engine, Map<String, Path> jobs) throws IOException {
    Path folder = home.resolve("operators");
    delete(folder);
    Files.createDirectories(folder);
    Map<String, Path> own = new TreeMap<>(engine);
    own.putAll(jobs);
    String suffix = "-" + version + ".jar";
    for (Map.Entry<String, Path> jar : own.entrySet()) {
      if (jar.getKey().startsWith("trainmaster-") && jar.getKey().endsWith(suffix)) {
        String module =
            jar.getKey()
                .substring("trainmaster-".length(), jar.getKey().length() - suffix.length());
        extract(jar.getValue(), folder.resolve(module + ".train"));
      }
    }
  }

  private static void extract(Path jar, Path to) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(CATALOGUE);
      if (entry != null) {
        try (InputStream content = file.getInputStream(entry)) {
          Files.copy(content, to);
        }
      }
    }
  }

  /**
   * Writes the jar that `spark-submit` is given: what starts our command, and nothing of ours else.
   */
  private static void submitJar(Path cli, Path to) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SUBMIT + "SubmitMain");
    try (JarFile from = new JarFile(cli.toFile());
        JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to), manifest)) {
      for (JarEntry entry : from.stream().filter(Assemble::isOfSubmit).toList()) {
        jar.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = from.getInputStream(entry)) {
          content.transferTo(jar);
        }
      }
    }
  }

  private static boolean isOfSubmit(JarEntry entry) {
    return !entry.isDirectory() && entry.getName().startsWith(SUBMIT.replace('.', '/'));
  }

  /**
   * Commands that between them load most of what others of their kind do: those that only help,
   * those that read workflow files, right and wrong, and those of a project with a run.
   */
  private Map<String, List<List<String>>> training(Path work) throws IOException {
    Files.createDirectories(work.resolve("conf/workflows"));
    Files.writeString(work.resolve("gate.train"), GATE);
    String churn = root.resolve("conf/workflows/churn.train").toString();
    String adult = root.resolve("conf/workflows/adult.train").toString();
    Path examples = root.resolve("dsl/src/test/resources/examples");
    String trips = examples.resolve("trips.train").toString();
    Map<String, List<List<String>>> kinds = new LinkedHashMap<>();
    kinds.put("help", List.of(List.of("--help")));
    kinds.put(
        "files",
        List.of(
            List.of("check", churn, adult, examples.resolve("branches.train").toString()),
            List.of("check", trips, examples.resolve("grammar.train").toString()),
            List.of("lint", adult, trips),
            List.of("fmt", "--check", adult, trips),
            List.of("test", churn),
            List.of("graph", churn),
            List.of("schedule", trips),
            List.of("config"),
            List.of("check", "--help")));
    kinds.put(
        "runs",
        List.of(
            List.of("run", "gate.train"),
            List.of("plan", "gate.train"),
            List.of("apply", "gate.train"),
            List.of("triggers"),
            List.of("runs"),
            List.of("show")));
    return kinds;
  }

  /**
   * Writes the archives that let the launcher start in a fraction of the time: the classes that a
   * few commands load, as this JDK lays them out in memory. Java reads an archive as a whole, so
   * that each kind of command has its own. Without them all works, only slower.
   */
  private void shareClassData() throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("trainmaster");
    for (Map.Entry<String, List<List<String>>> kind : training(work).entrySet()) {
      Path list = work.resolve(kind.getKey() + ".classes");
      Files.write(list, loaded(kind.getValue(), work));
      Path archive = home.resolve("lib/engine").resolve(kind.getKey() + ".jsa");
      Files.deleteIfExists(archive);
      List<String> options =
          List.of(
              "-Xshare:dump",
              "-XX:SharedClassListFile=" + list,
              "-XX:SharedArchiveFile=" + archive);
      if (java(home, options, List.of(), 0) != 0) {
        Files.deleteIfExists(archive);
        System.out.println("This JDK made no class-data-sharing archive: starting takes longer.");
      }
    }
    delete(work);
  }

  /** The classes that commands load. */
  private Set<String> loaded(List<List<String>> commands, Path work)
      throws IOException, InterruptedException {
    Set<String> classes = new LinkedHashSet<>();
    for (List<String> command : commands) {
      Path list = work.resolve("loaded.classes");
      List<String> options = List.of("-XX:DumpLoadedClassList=" + list);
      int status = java(work, options, command, MOST_OF_FINDINGS);
      if (status > MOST_OF_FINDINGS) {
        throw new IllegalStateException("`trainmaster " + command + "` ended with " + status);
      }
      classes.addAll(Files.readAllLines(list));
    }
    return classes;
  }

  /**
   * Runs Java and gives its exit code; if that is greater than expected, shows what was written.
   */
  private int java(Path folder, List<String> options, List<String> command, int expected)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of("-Xms64m", "-Xmn32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(options);
    line.add("-Dtrainmaster.home=" + home);
    line.add("-cp");
    line.add(home.resolve("lib/engine").resolve(CLI_JAR).toString());
    if (!command.isEmpty()) {
      line.add("io.trainmaster.cli.Main");
      line.addAll(command);
    }
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.PIPE)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    int status = process.waitFor();
    if (status > expected) {
      System.out.println(output.lines().limit(20).collect(Collectors.joining("\n")));
    }
    return status;
  }
}
