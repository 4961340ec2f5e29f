package io.trainmaster.job.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.html}: the template, filled and with its style, scripts and data inside. A content
 * security policy in the page forbids every request and every script but those two, known by their
 * digests, so that no text of the data can become code.
 */
final class HtmlReport {

  private static final int TILES = 4;

  /** The order of the cards on the page, by the key of their section. */
  private static final List<String> ORDER =
      List.of(
          "checks",
          "confusion_matrix",
          "clusters",
          "residuals",
          "roc",
          "precision_recall",
          "thresholds",
          "calibration",
          "learning_curves",
          "importance",
          "slices",
          "search",
          "sample_rows");

  private HtmlReport() {}

  /** The page, in UTF-8. */
  static byte[] page(ReportData data) throws JsonProcessingException {
    String style = resource("report.css");
    String theme = resource("theme.js");
    String library = inScript(chartLibrary());
    String script = resource("report.js");
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
            + String.join(" ", digest(theme), digest(library), digest(script));
    Map<String, Object> context =
        Map.of(
            "page", page(data, new SectionCards()),
            "policy", policy,
            "style", style,
            "theme", theme,
            "library", library,
            "script", script,
            "data", inJson(new String(JsonReport.report(data), StandardCharsets.UTF_8)));
    return template().execute(context).getBytes(StandardCharsets.UTF_8);
  }

  private static View.Page page(ReportData data, SectionCards cards) {
    List<View.Card> charts = new ArrayList<>();
    List<View.Card> tables = new ArrayList<>();
    SectionKey key = new SectionKey();
    data.sections().stream()
        .sorted(Comparator.comparingInt(section -> ORDER.indexOf(section.accept(key))))
        .flatMap(section -> section.accept(cards).stream())
        .forEach(card -> (isTable(card) ? tables : charts).add(card));
    fillLastRow(charts);
    List<View.Tile> tiles = data.metrics().stream().map(HtmlReport::tile).toList();
    int first = Math.min(TILES, tiles.size());
    return new View.Page(
        data.title(),
        data.subtitle(),
        data.task().title(),
        verdict(data),
        tiles.subList(0, first),
        tiles.subList(first, tiles.size()),
        data.facts().entrySet().stream()
            .map(fact -> new View.Fact(fact.getKey(), fact.getValue()))
            .toList(),
        charts,
        tables);
  }

  /** Widens the last card where it would stand alone in a row of two. */
  private static void fillLastRow(List<View.Card> charts) {
    long narrow = charts.stream().filter(card -> !card.wide()).count();
    int last = charts.size() - 1;
    if (narrow % 2 == 1 && !charts.get(last).wide()) {
      charts.set(last, charts.get(last).widened());
    }
  }

  private static boolean isTable(View.Card card) {
    return card.chart().isEmpty() && card.matrix().isEmpty();
  }

  private static View.Tile tile(Metric metric) {
    String interval =
        metric
            .interval()
            .map(
                found ->
                    "%s interval %s to %s"
                        .formatted(
                            Numbers.percent(found.level()).replace(".0", ""),
                            Numbers.shown(metric.format(), found.low()),
                            Numbers.shown(metric.format(), found.high())))
            .orElse("");
    String better =
        switch (metric.better()) {
          case HIGHER -> "higher is better";
          case LOWER -> "lower is better";
          case NEITHER -> "";
        };
    String value = Numbers.shown(metric.format(), metric.value());
    return new View.Tile(metric.name(), value, interval, metric.help(), better);
  }

  private static View.Verdict verdict(ReportData data) {
    List<Section.Checks.Check> checks =
        data.section(Section.Checks.class).map(Section.Checks::checks).orElse(List.of());
    List<String> failures =
        checks.stream()
            .filter(check -> !check.passed())
            .map(check -> check.name() + ": " + check.message())
            .toList();
    if (checks.isEmpty()) {
      return new View.Verdict("open", "•", "Measured; no checks were set", failures);
    }
    if (failures.isEmpty()) {
      String text =
          checks.size() == 1 ? "The check passed" : "All " + checks.size() + " checks passed";
      return new View.Verdict("passed", "✓", text, failures);
    }
    String text = "%d of %d checks failed".formatted(failures.size(), checks.size());
    return new View.Verdict("failed", "✗", text, failures);
  }

  private static Template template() {
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .withCollector(new OptionalCollector())
        .withLoader(name -> new StringReader(resource(name + ".mustache")))
        .compile(resource("report.mustache"));
  }

  /** Lets a section of the template show what an {@link Optional} holds. */
  private static final class OptionalCollector extends DefaultCollector {
    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
      return value instanceof Optional<?> optional
          ? optional.stream().iterator()
          : super.toIterator(value);
    }
  }

  /** Keeps a script inside its element: no string literal of it may end or comment it. */
  private static String inScript(String script) {
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  /** Keeps JSON inside its element; a less-than sign stands in its strings only. */
  private static String inJson(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String digest(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String chartLibrary() {
    Properties library = new Properties();
    String about = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    try {
      library.load(new StringReader(resource(about)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = library.getProperty("version", "");
    String path = "/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.js";
    // The source map is another file; a browser with its tools open would ask for it.
    return resource(path).replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
