package io.trainmaster.job.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a suite for the metrics, one for the checks and one for the slices, so that a
 * build server shows them as it shows tests. A metric without a value is an error, a check that
 * failed is a failure. Values stand in a suite's properties and in each case's output.
 */
final class JunitReport {

  private final XMLStreamWriter out;
  private final ReportData data;

  private JunitReport(XMLStreamWriter out, ReportData data) {
    this.out = out;
    this.data = data;
  }

  /** A test case: {@code fault} is empty, {@code failure} or {@code error}. */
  private record Case(String name, String fault, String message, Map<String, String> values) {}

  /** The file, in UTF-8. */
  static byte[] file(ReportData data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out =
          XMLOutputFactory.newInstance()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new JunitReport(out, data).write();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Memory does not refuse bytes", e);
    }
    return bytes.toByteArray();
  }

  private void write() throws XMLStreamException {
    List<Case> metrics = data.metrics().stream().map(JunitReport::metric).toList();
    List<Case> checks =
        data.section(Section.Checks.class).stream()
            .flatMap(section -> section.checks().stream())
            .map(JunitReport::check)
            .toList();
    List<Case> slices =
        data.section(Section.Slices.class).stream()
            .flatMap(section -> section.slices().stream())
            .map(JunitReport::slice)
            .toList();
    out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    out.writeCharacters("\n");
    out.writeStartElement("testsuites");
    attribute("name", data.title());
    attribute("tests", metrics.size() + checks.size() + slices.size());
    attribute("failures", count(checks, "failure"));
    attribute("errors", count(metrics, "error"));
    suite("metrics", metrics);
    suite("checks", checks);
    suite("slices", slices);
    line(0);
    out.writeEndElement();
    out.writeCharacters("\n");
    out.writeEndDocument();
  }

  private static Case metric(Metric metric) {
    boolean defined = Double.isFinite(metric.value());
    return new Case(
        metric.name(),
        defined ? "" : "error",
        defined ? "" : "The data does not define it.",
        Map.of("value", Double.toString(metric.value())));
  }

  private static Case check(Section.Checks.Check check) {
    return new Case(check.name(), check.passed() ? "" : "failure", check.message(), Map.of());
  }

  private static Case slice(Section.Slices.Slice slice) {
    Map<String, String> values = new TreeMap<>();
    values.put("rows", Long.toString(slice.rows()));
    slice.metrics().forEach((name, value) -> values.put(name, Double.toString(value)));
    return new Case(slice.column() + " = " + slice.value(), "", "", values);
  }

  private void suite(String name, List<Case> cases) throws XMLStreamException {
    if (cases.isEmpty()) {
      return;
    }
    line(1);
    out.writeStartElement("testsuite");
    attribute("name", data.title() + "." + name);
    attribute("tests", cases.size());
    attribute("failures", count(cases, "failure"));
    attribute("errors", count(cases, "error"));
    attribute("skipped", 0);
    attribute("time", "0");
    properties(name, cases);
    for (Case one : cases) {
      testCase(name, one);
    }
    line(1);
    out.writeEndElement();
  }

  private void properties(String suite, List<Case> cases) throws XMLStreamException {
    line(2);
    out.writeStartElement("properties");
    property("task", data.task().key());
    for (Map.Entry<String, String> fact : data.facts().entrySet()) {
      property(fact.getKey(), fact.getValue());
    }
    if (suite.equals("metrics")) {
      for (Case one : cases) {
        property(one.name(), one.values().getOrDefault("value", ""));
      }
    }
    line(2);
    out.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    line(3);
    out.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void testCase(String suite, Case one) throws XMLStreamException {
    line(2);
    out.writeStartElement("testcase");
    attribute("name", one.name());
    attribute("classname", data.title() + "." + suite);
    attribute("time", "0");
    if (!one.fault().isEmpty()) {
      line(3);
      out.writeStartElement(one.fault());
      attribute("type", suite);
      attribute("message", one.message());
      out.writeEndElement();
    }
    StringBuilder text = new StringBuilder(one.fault().isEmpty() ? one.message() : "");
    one.values()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value));
    if (!text.isEmpty()) {
      line(3);
      out.writeStartElement("system-out");
      out.writeCharacters(legal(text.toString()));
      out.writeEndElement();
    }
    line(2);
    out.writeEndElement();
  }

  private static long count(List<Case> cases, String fault) {
    return cases.stream().filter(one -> one.fault().equals(fault)).count();
  }

  private void attribute(String name, long value) throws XMLStreamException {
    attribute(name, Long.toString(value));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    out.writeAttribute(name, legal(value));
  }

  private void line(int depth) throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** XML 1.0 has no way to write some control characters and lone surrogates. */
  private static String legal(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints().forEach(point -> kept.appendCodePoint(isLegal(point) ? point : 0xFFFD));
    return kept.toString();
  }

  private static boolean isLegal(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
