package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class JunitReportTest {

  static Stream<ReportData> reports() {
    return Examples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isValid(ReportData data) throws IOException, SAXException {
    URL schema = Objects.requireNonNull(JunitReportTest.class.getResource("junit.xsd"));

    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema)
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(JunitReport.file(data))));
  }

  @Test
  void hasACaseForEachMetricCheckAndSlice() throws Exception {
    Document document = parsed(Examples.binary());

    assertThat(text(document, "count(//testsuite[@name='churn.metrics']/testcase)")).isEqualTo("8");
    assertThat(text(document, "count(//testsuite[@name='churn.checks']/testcase)")).isEqualTo("3");
    assertThat(text(document, "count(//testsuite[@name='churn.slices']/testcase)")).isEqualTo("9");
    assertThat(text(document, "/testsuites/@tests")).isEqualTo("20");
    assertThat(text(document, "/testsuites/@failures")).isEqualTo("0");
  }

  @Test
  void givesValuesInFullPrecision() throws Exception {
    ReportData data = Examples.binary();
    String auc = Double.toString(data.metrics().get(0).value());

    Document document = parsed(data);

    assertThat(text(document, "//testsuite[@name='churn.metrics']//property[@name='auc']/@value"))
        .isEqualTo(auc);
    assertThat(text(document, "//testcase[@name='auc']/system-out")).isEqualTo("value: " + auc);
    assertThat(text(document, "//testcase[@name='plan = pro']/system-out"))
        .isEqualTo("accuracy: 0.844\nauc: 0.875\nrows: 953");
  }

  @Test
  void failsForACheckThatFailed() throws Exception {
    Document document = parsed(Examples.multiclass());

    assertThat(text(document, "/testsuites/@failures")).isEqualTo("1");
    assertThat(text(document, "//testcase[failure]/@name")).isEqualTo("recall of class 4 >= 0.98");
    assertThat(text(document, "//failure/@message")).isEqualTo("0.9712");
  }

  @Test
  void callsAMetricWithoutAValueAnError() throws Exception {
    ReportData data =
        ReportData.builder("one", TaskKind.BINARY)
            .metric(Metric.of("auc", Double.NaN, Metric.Better.HIGHER, ""))
            .build();

    Document document = parsed(data);

    assertThat(text(document, "/testsuites/@errors")).isEqualTo("1");
    assertThat(text(document, "//testcase[error]/@name")).isEqualTo("auc");
  }

  @Test
  void replacesWhatXmlCannotHold() throws Exception {
    ReportData data =
        ReportData.builder("bell \u0007 and half a pair \ud83d", TaskKind.BINARY)
            .metric(Metric.of(Examples.HOSTILE, 1, Metric.Better.HIGHER, ""))
            .build();

    Document document = parsed(data);

    assertThat(text(document, "/testsuites/@name")).isEqualTo("bell \ufffd and half a pair \ufffd");
    assertThat(text(document, "//testcase/@name")).isEqualTo(Examples.HOSTILE);
  }

  private static Document parsed(ReportData data)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(JunitReport.file(data)));
  }

  private static String text(Document document, String path) throws XPathExpressionException {
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }
}
