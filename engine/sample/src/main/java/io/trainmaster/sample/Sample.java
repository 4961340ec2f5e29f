package io.trainmaster.sample;

import java.io.IOException;

/** A kind of data that can be made. Safe for use by several threads. */
public interface Sample {

  /** What it is called on the command line, such as {@code churn}. */
  String name();

  /** One sentence on what it holds. */
  String description();

  /** How many rows make a good first example. */
  long defaultRows();

  /** The most rows it can make. */
  long maximumRows();

  /**
   * Writes the sample's files. Either all of them are there afterwards, whole, or none is.
   *
   * @param progress is told of the rows that were made, in the caller's thread
   * @throws IllegalArgumentException where the rows are fewer than 1 or more than the maximum
   * @throws java.nio.file.FileAlreadyExistsException where a file is there and was not to be
   *     replaced
   * @throws IOException where the folder can't be created or a file can't be written
   */
  SampleFiles write(SampleRequest request, SampleProgress progress) throws IOException;
}
