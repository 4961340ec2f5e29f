package io.trainmaster.job.spark.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file {@code dataset.json} beside a data set's Parquet files. */
final class DatasetJson {

  private static final String NAME = "dataset.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private DatasetJson() {}

  static void write(DatasetInfo info, Path folder) {
    try {
      Files.writeString(folder.resolve(NAME), JSON.writeValueAsString(info) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DatasetInfo read(Path folder) {
    try {
      return JSON.readValue(folder.resolve(NAME).toFile(), DatasetInfo.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
