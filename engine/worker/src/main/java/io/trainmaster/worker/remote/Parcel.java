package io.trainmaster.worker.remote;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A file or a folder on its way between machines: a zip with an entry {@code file}, or with one
 * {@code folder/PATH} for each file and folder. Links don't travel.
 */
public final class Parcel {

  private static final String FILE = "file";
  private static final String FOLDER = "folder/";

  private Parcel() {}

  /** Writes a file, or a folder with all that is in it; the stream stays open. */
  public static void pack(Path tree, OutputStream to) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new Open(to));
    // Most of what is large is compressed already, and the network is faster than a better level.
    zip.setLevel(Deflater.BEST_SPEED);
    if (Files.isRegularFile(tree, LinkOption.NOFOLLOW_LINKS)) {
      put(zip, FILE, tree);
    } else {
      Files.walkFileTree(tree, new Packing(tree, zip));
    }
    zip.finish();
    zip.flush();
  }

  private static void put(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static final class Packing extends SimpleFileVisitor<Path> {

    private final Path tree;
    private final ZipOutputStream zip;

    Packing(Path tree, ZipOutputStream zip) {
      this.tree = tree;
      this.zip = zip;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      String path = name(folder);
      zip.putNextEntry(new ZipEntry(path.isEmpty() ? FOLDER : FOLDER + path + "/"));
      zip.closeEntry();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        put(zip, FOLDER + name(file), file);
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
      return tree.relativize(path).toString().replace('\\', '/');
    }
  }

  /**
   * Makes the file or the folder of a parcel; the stream stays open.
   *
   * @param tree where nothing is yet
   * @throws IOException where the stream ends early or is no parcel, or a path in it leads out of
   *     the folder; what has been made by then is left
   */
  public static void unpack(InputStream from, Path tree) throws IOException {
    ZipInputStream zip = new ZipInputStream(new Kept(from));
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) {
      throw new IOException("It is not a parcel.");
    }
    for (; entry != null; entry = zip.getNextEntry()) {
      Path target = target(tree, entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
          zip.transferTo(out);
        }
      }
    }
  }

  private static Path target(Path tree, String name) throws IOException {
    if (name.equals(FILE)) {
      return tree;
    }
    Path target =
        name.startsWith(FOLDER)
            ? tree.resolve(name.substring(FOLDER.length())).normalize()
            : tree.getRoot();
    if (target == null || !target.startsWith(tree.normalize())) {
      throw new IOException("A parcel can't have the path " + name);
    }
    return target;
  }

  /** A zip's own streams close what they read and write. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static final class Kept extends FilterInputStream {
    Kept(InputStream from) {
      super(from);
    }

    @Override
    public void close() {
      // Whoever gave it closes it.
    }
  }
}
