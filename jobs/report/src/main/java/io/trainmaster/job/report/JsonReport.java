package io.trainmaster.job.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code report.json} and {@code sample.json}; the package's documentation describes them. */
final class JsonReport {

  private static final ObjectWriter WRITER = writer();

  private JsonReport() {}

  /** The whole report, in UTF-8. */
  static byte[] report(ReportData data) throws JsonProcessingException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", "trainmaster-report");
    root.put("version", 1);
    root.put("title", data.title());
    root.put("subtitle", data.subtitle());
    root.put("task", data.task().key());
    root.put("passed", data.passed());
    root.put("facts", data.facts());
    root.put("metrics", data.metrics());
    Map<String, Object> sections = new LinkedHashMap<>();
    for (Section section : data.sections()) {
      sections.put(section.accept(new SectionKey()), section);
    }
    root.put("sections", sections);
    return bytes(root);
  }

  /** The sample rows alone; without rows where the report has none. */
  static byte[] sample(ReportData data) throws JsonProcessingException {
    return bytes(
        data.section(Section.SampleRows.class)
            .orElse(new Section.SampleRows(List.of(), List.of())));
  }

  private static byte[] bytes(Object value) throws JsonProcessingException {
    return (WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectWriter writer() {
    SimpleModule values = new SimpleModule();
    values.addSerializer(Double.class, new FiniteOrNull());
    values.addSerializer(double.class, new FiniteOrNull());
    values.addSerializer(Metric.Better.class, new LowerCaseName());
    values.addSerializer(Metric.Format.class, new LowerCaseName());
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return JsonMapper.builder()
        .addModules(new Jdk8Module(), values)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .build()
        .writer(new DefaultPrettyPrinter().withObjectIndenter(lines));
  }

  /** JSON has no NaN and no infinity. */
  private static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class LowerCaseName extends JsonSerializer<Enum<?>> {
    @Override
    public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.name().toLowerCase(Locale.ROOT));
    }
  }
}
