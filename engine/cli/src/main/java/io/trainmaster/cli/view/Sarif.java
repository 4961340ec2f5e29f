package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Explanation;
import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics as a SARIF 2.1.0 log, the form in which code hosts and editors read those of any
 * program. Lines count from 1, columns from 1 in UTF-16 units; paths are relative to the project.
 * Not safe for use from several threads.
 */
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final ObjectNode log = JsonNodeFactory.instance.objectNode();
  private final ArrayNode rules;
  private final ArrayNode artifacts;
  private final ArrayNode results;
  private final List<Code> known = new ArrayList<>();

  /** A log without results. */
  public Sarif(String version) {
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "trainmaster");
    driver.put("version", version);
    this.rules = driver.putArray("rules");
    run.putArray("invocations").addObject().put("executionSuccessful", true);
    run.put("columnKind", "utf16CodeUnits");
    this.artifacts = run.putArray("artifacts");
    this.results = run.putArray("results");
  }

  /** The log. */
  public ObjectNode log() {
    return log;
  }

  /** Adds a file with what was found in it. */
  public void add(SourceFile file, List<Diagnostic> diagnostics) {
    int index = artifacts.size();
    artifacts.addObject().putObject("location").put("uri", uri(file.path()));
    diagnostics.forEach(diagnostic -> result(new Place(file, index), diagnostic));
  }

  private void result(Place place, Diagnostic diagnostic) {
    Code code = diagnostic.code();
    ObjectNode result = results.addObject();
    result.put("ruleId", code.id());
    result.put("ruleIndex", rule(code));
    result.put("level", code.severity().word());
    result.putObject("message").put("text", diagnostic.message());
    place.put(result.putArray("locations").addObject(), diagnostic.span());
    diagnostic
        .note()
        .ifPresent(
            note -> {
              ObjectNode other = result.putArray("relatedLocations").addObject();
              place.put(other, note.span());
              other.putObject("message").put("text", note.message());
            });
    diagnostic
        .mend()
        .filter(mend -> !mend.replacement().contains("…"))
        .ifPresent(mend -> fix(result.putArray("fixes").addObject(), place, mend));
  }

  private static void fix(ObjectNode fix, Place place, Diagnostic.Mend mend) {
    fix.putObject("description").put("text", mend.message());
    ObjectNode change = fix.putArray("artifactChanges").addObject();
    place.artifact(change);
    ObjectNode replacement = change.putArray("replacements").addObject();
    replacement.set("deletedRegion", place.region(mend.span()));
    replacement.putObject("insertedContent").put("text", mend.replacement());
  }

  /** Describes a code, unless that is done, and gives its place among the rules. */
  private int rule(Code code) {
    int before = known.indexOf(code);
    if (before >= 0) {
      return before;
    }
    known.add(code);
    Explanation explanation = code.explanation();
    ObjectNode rule = rules.addObject();
    rule.put("id", code.id());
    rule.put("name", name(code));
    rule.putObject("shortDescription").put("text", code.title() + ".");
    rule.putObject("fullDescription").put("text", capital(explanation.cause()));
    rule.putObject("help")
        .put("text", explanation.text("  "))
        .put(
            "markdown",
            "```train\n"
                + explanation.example()
                + "```\n\n"
                + capital(explanation.cause())
                + "\n\n"
                + capital(explanation.mend())
                + "\n");
    rule.putObject("defaultConfiguration").put("level", code.severity().word());
    return known.size() - 1;
  }

  /** {@code UNUSED_BINDING} as {@code UnusedBinding}. */
  private static String name(Code code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** A path as a reference: what a URI can't hold is escaped, and nothing looks like a scheme. */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte one : path.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-._~/".indexOf(c) >= 0;
      uri.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return uri.toString();
  }

  /** Where things are in a file. */
  private record Place(SourceFile file, int index) {

    void put(ObjectNode location, Span span) {
      ObjectNode physical = location.putObject("physicalLocation");
      artifact(physical);
      physical.set("region", region(span));
    }

    void artifact(ObjectNode owner) {
      owner.putObject("artifactLocation").put("uri", uri(file.path())).put("index", index);
    }

    /** The end is just behind the region. */
    ObjectNode region(Span span) {
      ObjectNode region = JsonNodeFactory.instance.objectNode();
      region.put("startLine", file.lines().line(span.start()));
      region.put("startColumn", column(span.start()));
      region.put("endLine", file.lines().line(span.end()));
      region.put("endColumn", column(span.end()));
      region.put("charOffset", Math.max(0, span.start() - mark()));
      region.put("charLength", span.length());
      return region;
    }

    private int column(int offset) {
      LineMap lines = file.lines();
      int line = lines.line(offset);
      return Math.max(0, offset - lines.start(line) - (line == 1 ? mark() : 0)) + 1;
    }

    /** A byte order mark is no part of the text. */
    private int mark() {
      return !file.text().isEmpty() && file.text().charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }
  }
}
