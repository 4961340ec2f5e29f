package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks the files that a file imports, each of them once. */
final class ImportLoader {

  /** Imports of imports, deeper than anybody writes them. */
  private static final int DEPTH_LIMIT = 32;

  private static final String ARROW = " → ";

  /** What is wrong with imports names the guilty file itself. */
  private static final Set<Code> TOLD_BY_IMPORTS =
      Set.of(Code.FAULTY_IMPORT, Code.NESTED_TOO_DEEPLY, Code.FILE_TOO_LARGE);

  private final Checker checker;
  private final SourceLookup sources;
  private final Map<String, ImportedFile> done = new HashMap<>();
  private final Map<String, Diagnostic> faults = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private long bytesLeft;

  /**
   * @param file the first one, which says how large all may be together
   */
  ImportLoader(Checker checker, SourceLookup sources, SourceFile file) {
    this.checker = checker;
    this.sources = sources;
    this.bytesLeft =
        file.limit().map(limit -> Math.max(0, limit.bytes() - file.bytes())).orElse(Long.MAX_VALUE);
  }

  /** The imported files by their names in a file; what is wrong with one is told at its import. */
  Map<String, ImportedFile> load(SyntaxTree tree, Diagnostics diagnostics) {
    Map<String, ImportedFile> imported = new LinkedHashMap<>();
    open.add(tree.file().path());
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Import one && !one.name().text().isEmpty()) {
        imported.putIfAbsent(one.name().text(), load(one, tree.file(), diagnostics));
      }
    }
    open.remove(tree.file().path());
    return imported;
  }

  private ImportedFile load(ItemSyntax.Import item, SourceFile from, Diagnostics diagnostics) {
    Optional<String> path = item.path().plain().filter(text -> !text.isBlank());
    if (path.isEmpty() || sources.isBlind() || bytesLeft < 0) {
      return ImportedFile.unknown("");
    }
    Optional<SourceFile> found = sources.find(from, path.get());
    if (found.isEmpty()) {
      diagnostics.add(
          Code.UNKNOWN_FILE,
          item.path().span(),
          "There is no file `" + path.get() + "`, seen from the folder of this one.");
      return ImportedFile.unknown(path.get());
    }
    String name = found.get().path();
    if (open.contains(name)) {
      diagnostics.add(Code.CYCLE, item.path().span(), circle(name));
      return ImportedFile.unknown(name);
    } else if (open.size() >= DEPTH_LIMIT) {
      diagnostics.add(
          Code.NESTED_TOO_DEEPLY,
          item.path().span(),
          "Files import each other at most " + DEPTH_LIMIT + " deep.");
      return ImportedFile.unknown(name);
    }
    ImportedFile imported = done.get(name);
    if (imported == null) {
      imported = taken(found.get());
      done.put(name, imported);
    }
    Diagnostic fault = faults.get(name);
    if (fault != null) {
      diagnostics.add(fault.code(), item.path().span(), fault.message());
    }
    return imported;
  }

  private String circle(String name) {
    List<String> chain = new ArrayList<>(open);
    chain = chain.subList(chain.indexOf(name), chain.size());
    String start = chain.size() == 1 ? "The file imports itself: " : "Files import each other: ";
    String shown = String.join(ARROW, chain.stream().map(ImportLoader::shown).toList());
    return start + shown + ARROW + shown(name) + ".";
  }

  /** Of an address the file's name alone. */
  private static String shown(String path) {
    return path.contains(":/") ? path.substring(path.lastIndexOf('/') + 1) : path;
  }

  /** Examines a file where it isn't too much. Behind one that is, no other is asked for. */
  private ImportedFile taken(SourceFile file) {
    bytesLeft -= file.bytes();
    if (bytesLeft >= 0 && !file.isTooLarge()) {
      return examine(file);
    }
    bytesLeft = -1;
    String most = file.limit().map(SourceLimit::text).orElse("");
    String name = "`" + shown(file.path()) + "`";
    faults.put(
        file.path(),
        new Diagnostic(
            Code.FILE_TOO_LARGE,
            file.isTooLarge()
                ? name + " has more than " + most + ", the most that a workflow file may have."
                : "With %s a file and what it imports have more than %s, the most that they may."
                    .formatted(name, most),
            new Span(0, 0)));
    return ImportedFile.unknown(file.path());
  }

  private ImportedFile examine(SourceFile file) {
    SyntaxTree tree = Parser.parse(file);
    Checker.Examined examined = checker.examine(tree, this);
    List<Diagnostic> all = examined.checked().all(tree);
    if (!all.isEmpty()) {
      faults.put(file.path(), summary(file, all));
    }
    return new ImportedFile(file.path(), Optional.of(examined.scope()));
  }

  /** All faults of a file in one sentence; a circle of files is one for each of them. */
  private static Diagnostic summary(SourceFile file, List<Diagnostic> all) {
    Diagnostic first = all.get(0);
    boolean circle =
        first.code() == Code.CYCLE && first.message().contains(ARROW + shown(file.path()));
    if (circle || TOLD_BY_IMPORTS.contains(first.code())) {
      return first;
    }
    String count = all.size() == 1 ? "a fault, in" : all.size() + " faults, the first in";
    return new Diagnostic(
        Code.FAULTY_IMPORT,
        "`%s` has %s line %d: %s"
            .formatted(shown(file.path()), count, file.line(first.span()), first.message()),
        first.span());
  }
}
