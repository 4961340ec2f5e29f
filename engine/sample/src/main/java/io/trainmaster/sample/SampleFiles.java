package io.trainmaster.sample;

import java.nio.file.Path;
import java.util.List;

/**
 * What was made.
 *
 * @param files the files
 * @param rows how many rows or images they hold
 * @param bytes their size
 */
public record SampleFiles(List<Path> files, long rows, long bytes) {

  public SampleFiles {
    files = List.copyOf(files);
  }
}
