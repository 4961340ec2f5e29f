package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Catalogue texts to a catalogue. Types are read before operators, whatever the order of files. */
final class CatalogueReader {

  private final Map<String, OperatorSignature> operators = new LinkedHashMap<>();
  private final Map<String, Map<String, Type>> types = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> laterFields = new LinkedHashMap<>();
  private final Set<String> typeNames = new LinkedHashSet<>(TypeReader.NOMINAL);
  private final StringBuilder faults = new StringBuilder();

  Catalogue read(List<SourceFile> files) {
    List<SyntaxTree> trees = new ArrayList<>();
    for (SourceFile file : files) {
      SyntaxTree tree = Parser.parseCatalogue(file);
      trees.add(tree);
      faults.append(new SnippetRenderer(false).render(file, tree.diagnostics()));
      for (ItemSyntax item : tree.items()) {
        if (item instanceof ItemSyntax.TypeDeclaration type) {
          typeNames.add(type.name().text());
        }
      }
    }
    for (SyntaxTree tree : trees) {
      Diagnostics diagnostics = new Diagnostics();
      items(tree, diagnostics);
      faults.append(new SnippetRenderer(false).render(tree.file(), diagnostics.inOrder()));
    }
    if (faults.length() > 0) {
      throw new CatalogueException(faults.toString());
    }
    return new Catalogue(operators, types, laterFields, typeNames);
  }

  private void later(String type, Set<String> fields, String release) {
    Map<String, String> releases = new LinkedHashMap<>();
    fields.forEach(field -> releases.put(field, release));
    laterFields.put(type, releases);
  }

  private void items(SyntaxTree tree, Diagnostics diagnostics) {
    TypeReader typeReader = new TypeReader(typeNames, Set.of(), diagnostics);
    SignatureReader signatures = new SignatureReader(typeReader, diagnostics);
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.TypeDeclaration type) {
        Map<String, Type> fields = new LinkedHashMap<>();
        type.fields().forEach(field -> fields.put(field.name().text(), typeReader.read(field)));
        if (types.put(type.name().text(), fields) != null) {
          diagnostics.add(Code.DUPLICATE_NAME, type.name().span(), "This type is declared twice.");
        }
        type.release().ifPresent(release -> later(type.name().text(), fields.keySet(), release));
      } else if (item instanceof ItemSyntax.Operator operator) {
        OperatorSignature signature = signatures.read(operator);
        if (operators.put(signature.name(), signature) != null) {
          diagnostics.add(
              Code.DUPLICATE_NAME, operator.name().span(), "This operator is declared twice.");
        }
      } else if (!(item instanceof ItemSyntax.Edition)) {
        diagnostics.add(
            Code.ITEM_EXPECTED, item.span(), "A catalogue holds operators and types alone.");
      }
    }
  }
}
