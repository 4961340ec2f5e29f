package io.trainmaster.job.report;

/** The name of a section in {@code report.json} and of its anchor on the page. */
final class SectionKey implements Section.Visitor<String> {

  @Override
  public String rocCurves(Section.RocCurves section) {
    return "roc";
  }

  @Override
  public String precisionRecallCurves(Section.PrecisionRecallCurves section) {
    return "precision_recall";
  }

  @Override
  public String thresholds(Section.Thresholds section) {
    return "thresholds";
  }

  @Override
  public String calibration(Section.Calibration section) {
    return "calibration";
  }

  @Override
  public String confusionMatrix(Section.ConfusionMatrix section) {
    return "confusion_matrix";
  }

  @Override
  public String residuals(Section.Residuals section) {
    return "residuals";
  }

  @Override
  public String clusters(Section.Clusters section) {
    return "clusters";
  }

  @Override
  public String learningCurves(Section.LearningCurves section) {
    return "learning_curves";
  }

  @Override
  public String importance(Section.Importance section) {
    return "importance";
  }

  @Override
  public String search(Section.Search section) {
    return "search";
  }

  @Override
  public String slices(Section.Slices section) {
    return "slices";
  }

  @Override
  public String checks(Section.Checks section) {
    return "checks";
  }

  @Override
  public String sampleRows(Section.SampleRows section) {
    return "sample_rows";
  }
}
