package io.trainmaster.lsp;

import io.trainmaster.dsl.check.SemanticModel.Occurrence;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;

/** From a name to where it is declared and used. */
final class Navigation {

  private final String uri;
  private final Analysis analysis;

  Navigation(String uri, Analysis analysis) {
    this.uri = uri;
    this.analysis = analysis;
  }

  List<Location> definition(Position position) {
    return analysis
        .model()
        .at(Places.offset(analysis.file(), position))
        .flatMap(occurrence -> occurrence.symbol().declaration())
        .map(this::location)
        .stream()
        .toList();
  }

  List<Location> references(Position position, boolean declaration) {
    return occurrences(position).stream()
        .filter(occurrence -> declaration || !occurrence.isDeclaration())
        .map(occurrence -> location(occurrence.span()))
        .toList();
  }

  List<DocumentHighlight> highlights(Position position) {
    return occurrences(position).stream()
        .map(
            occurrence ->
                new DocumentHighlight(
                    Places.range(analysis.file(), occurrence.span()),
                    occurrence.isDeclaration()
                        ? DocumentHighlightKind.Write
                        : DocumentHighlightKind.Read))
        .toList();
  }

  private List<Occurrence> occurrences(Position position) {
    return analysis
        .model()
        .at(Places.offset(analysis.file(), position))
        .map(occurrence -> analysis.model().occurrencesOf(occurrence.symbol()))
        .orElse(List.of());
  }

  private Location location(Span span) {
    return new Location(uri, Places.range(analysis.file(), span));
  }
}
