package io.trainmaster.job.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What {@code -Pcuda} adds to the class path: the build for GPUs beside that for CPUs, of one
 * version. Read off the POMs, since half a gigabyte is not to be fetched for a test.
 */
class CudaProfileTest {

  private static final String CUDA = "nd4j-cuda-11.6";
  private static final String OF_PROFILE = "/project/profiles/profile[id='cuda']/dependencies";
  private static final String OF_EVERY_BUILD = "/project/dependencies";
  private static final String MANAGED = "/project/dependencyManagement/dependencies";

  @Test
  void aBuildForGpusIsAddedAndNothingTakenAway() throws Exception {
    Document module = pom("jobs/dl4j/pom.xml");

    assertThat(texts(module, OF_PROFILE + "/dependency/artifactId")).containsExactly(CUDA, CUDA);
    assertThat(texts(module, OF_PROFILE + "/dependency/classifier"))
        .containsExactly("${nd4j.platform}");
    assertThat(texts(module, OF_EVERY_BUILD + "/dependency/artifactId"))
        .contains("nd4j-native")
        .doesNotContain(CUDA);
  }

  @Test
  void bothBuildsAreOfOneVersion() throws Exception {
    Document root = pom("pom.xml");
    List<String> versions = texts(root, MANAGED + "/dependency[artifactId='" + CUDA + "']/version");

    assertThat(versions)
        .hasSize(2)
        .allSatisfy(
            version ->
                assertThat(texts(root, MANAGED + "/dependency[artifactId='nd4j-native']/version"))
                    .containsOnly(version));
  }

  private static Document pom(String path) throws Exception {
    Path file = Path.of(System.getProperty("trainmaster.root"), path);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document document, String path) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    NodeList found = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent().strip());
    }
    return texts;
  }
}
