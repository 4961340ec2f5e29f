package io.trainmaster.cli.view;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.test.TestFailure;
import io.trainmaster.dsl.test.TestResult;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results of tests in the XML that JUnit's tools write and build servers read. */
public final class JunitXml {
  private final XMLStreamWriter out;

  private JunitXml(XMLStreamWriter out) {
    this.out = out;
  }

  /** The document: a suite for each file; the faults of a file are an error of its suite. */
  public static String of(List<TestedFile> files) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
      new JunitXml(writer).suites(files);
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Text can always be written as XML.", e);
    }
    return text + "\n";
  }

  private void suites(List<TestedFile> files) throws XMLStreamException {
    line(0);
    out.writeStartElement("testsuites");
    for (TestedFile file : files) {
      suite(file);
    }
    line(0);
    out.writeEndElement();
  }

  private void suite(TestedFile file) throws XMLStreamException {
    List<Diagnostic> faults = file.compilation().diagnostics();
    line(1);
    out.writeStartElement("testsuite");
    attribute("name", file.path());
    attribute("tests", Integer.toString(file.results().size() + (faults.isEmpty() ? 0 : 1)));
    attribute("failures", Long.toString(file.failures()));
    attribute("errors", faults.isEmpty() ? "0" : "1");
    attribute(
        "time",
        seconds(
            file.results().stream().map(TestResult::took).reduce(Duration.ZERO, Duration::plus)));
    if (!faults.isEmpty()) {
      String letters = new SnippetRenderer(false).render(file.compilation().file(), faults);
      test(file, "check", Duration.ZERO);
      reason("error", faults.get(0), letters);
      end();
    }
    for (TestResult result : file.results()) {
      test(file, result.name(), result.took());
      if (result.failure().isPresent()) {
        TestFailure failure = result.failure().get();
        reason("failure", failure.diagnostic(), TestReport.letter(file, failure, false));
      }
      end();
    }
    line(1);
    out.writeEndElement();
  }

  private void test(TestedFile file, String name, Duration took) throws XMLStreamException {
    line(2);
    out.writeStartElement("testcase");
    attribute("classname", file.path());
    attribute("name", name);
    attribute("time", seconds(took));
  }

  private void end() throws XMLStreamException {
    out.writeEndElement();
  }

  private void reason(String kind, Diagnostic diagnostic, String letter) throws XMLStreamException {
    line(3);
    out.writeStartElement(kind);
    attribute("type", diagnostic.code().id());
    attribute("message", diagnostic.message());
    out.writeCharacters(clean(letter));
    out.writeEndElement();
    line(2);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    out.writeAttribute(name, clean(value));
  }

  private void line(int depth) throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.6f", duration.toNanos() / 1e9);
  }

  /** XML has no place for most control characters, however they are written. */
  private static String clean(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints().map(c -> isAllowed(c) ? c : 0xFFFD).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
