package io.trainmaster.cli.command;

/** Workflows that the tests are about. */
final class Workflows {
  /** Reads and validates. */
  static final String TWO_STEPS =
      """
      edition 1

      workflow small(data: Path = "data.csv") {

        raw   = ingest.csv(data)
        clean = validate(raw) {
          age in 18..100
        }
      }
      """;

  /** All kinds of tasks. */
  static final String SEARCH =
      """
      edition 1

      workflow search(data: Path = "data.csv", min_auc: Float in 0..1 = 0.8) -> ModelVersion? {
        raw   = ingest.csv(data)
        parts = split(raw, train: 70%, validation: 10%, test: 20%, seed: 1)
        best  = tune train.gbt(parts.train, validation: parts.validation, label: "y", task: binary) {
          search random(trials: 3, seed: 1) {
            max_depth in [3, 5]
          }
          maximize validation.auc
        }
        report = evaluate(best.model, parts.test)
        require report.auc >= min_auc else skip "AUC ${report.auc}"
        return register(best.model, name: "m", report: report)
      }
      """;

  /** Uses what only a later release can run. */
  static final String LATER =
      """
      workflow told(data: Path = "data.csv") {
        raw = ingest.csv(data)
        service = endpoint("churn") after raw
      }
      """;

  private Workflows() {}
}
