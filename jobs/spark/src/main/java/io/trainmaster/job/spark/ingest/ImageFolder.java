package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds labelled images: what the arguments of {@code ingest.images} name. */
final class ImageFolder {

  private final SourceFiles sources;
  private final Arguments arguments;

  ImageFolder(SourceFiles sources, Arguments arguments) {
    this.sources = sources;
    this.arguments = arguments;
  }

  /** The pairs of IDX files; empty where the folder has a folder for each label. */
  List<IdxPair> pairs() throws TaskException {
    boolean named = arguments.has("images") || arguments.has("labels");
    if (named == arguments.has("path") || arguments.has("images") != arguments.has("labels")) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "Images come from a folder or from two IDX files.",
          "arguments path, images, labels",
          "Give `path`, or `images` and `labels`.");
    }
    if (named) {
      return List.of(
          new IdxPair(
              file(sources.file(arguments.text("images"))),
              file(sources.file(arguments.text("labels")))));
    }
    Path folder = folder();
    List<IdxPair> pairs = new ArrayList<>();
    String set = arguments.text("set");
    for (Path images : list(folder)) {
      String name = images.getFileName().toString();
      if (name.contains("-images-idx3-ubyte") && (set.equals("all") || set.equals(setOf(name)))) {
        pairs.add(new IdxPair(file(images), file(labels(images))));
      }
    }
    if (pairs.isEmpty() && !set.equals("all")) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The folder has no IDX files of this set.",
          "%s, set: %s".formatted(arguments.text("path"), set),
          "They are called train-images-idx3-ubyte and t10k-images-idx3-ubyte, with .gz or without.");
    }
    return pairs;
  }

  /** MNIST calls its test set t10k. */
  private static String setOf(String name) {
    return name.startsWith("train") ? "train" : "test";
  }

  /** The labels' file beside the images', with .gz or without. */
  private Path labels(Path images) throws TaskException {
    String plain =
        images
            .getFileName()
            .toString()
            .replace("-images-idx3-", "-labels-idx1-")
            .replace(".gz", "");
    for (String name : List.of(plain + ".gz", plain)) {
      Path labels = images.resolveSibling(name);
      if (Files.isRegularFile(labels)) {
        return labels;
      }
    }
    throw new TaskException(
        TaskError.SOURCE_MISSING,
        "The images' file has no file of labels beside it.",
        sources.name(images.resolveSibling(plain)),
        "Put it there, with .gz or without.");
  }

  /** The images of a folder for each label, in the order of labels and names. */
  List<ImageFile> images() throws TaskException {
    List<ImageFile> images = new ArrayList<>();
    for (Path label : list(folder())) {
      if (Files.isDirectory(label)) {
        for (Path image : list(label)) {
          if (ImageFile.named(image.getFileName().toString())) {
            images.add(new ImageFile(file(image), label.getFileName().toString()));
          }
        }
      }
    }
    if (images.isEmpty()) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The folder has neither IDX files nor folders of images.",
          arguments.text("path"),
          "Put the PNG or JPEG files of each label into a folder with its name.");
    }
    return images;
  }

  private Path folder() throws TaskException {
    Path folder = sources.resolve(arguments.text("path"));
    if (!Files.isDirectory(folder)) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          Files.exists(folder)
              ? "A folder is wanted and this is none."
              : "There is no such folder.",
          arguments.text("path"),
          "Name a folder; for two IDX files use `images` and `labels`.");
    }
    return folder;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CsvFile file(Path path) {
    return new CsvFile(path.toString(), sources.name(path));
  }
}
