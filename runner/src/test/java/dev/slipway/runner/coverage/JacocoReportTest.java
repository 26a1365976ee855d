package dev.slipway.runner.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runner.coverage.JacocoReport.Counter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacocoReportTest {
  private static final String REPORT =
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
      <report name="Greeting | service">
        <sessioninfo id="s" start="1" dump="2"/>
        <package name="com/example">
          <class name="com/example/A" sourcefilename="A.java">
            <method name="a" desc="()V" line="3"><counter type="LINE" missed="9" covered="9"/></method>
            <counter type="LINE" missed="9" covered="9"/>
          </class>
          <sourcefile name="A.java"><line nr="3" mi="0" ci="2" mb="0" cb="0"/></sourcefile>
          <counter type="INSTRUCTION" missed="1" covered="2"/>
          <counter type="BRANCH" missed="1" covered="3"/>
          <counter type="LINE" missed="1" covered="7"/>
        </package>
        <package name="com/empty"/>
        <counter type="LINE" missed="2" covered="1"/>
      </report>
      """;

  @Test
  void hasTheCountersOfPackagesAndOfTheWhole() {
    var report = read(REPORT);
    assertThat(report.total().lines()).isEqualTo(new Counter(2, 1));
    assertThat(report.packages()).containsOnlyKeys("com.example", "com.empty");
    assertThat(report.line()).isEqualTo("Greeting | service: lines 33.3 %, branches –");
  }

  @Test
  void isATableForPeople() {
    assertThat(JacocoReport.markdown("Coverage: unit", List.of(read(REPORT))))
        .isEqualTo(
            """
            ## Coverage: unit

            | | Lines | Branches |
            |---|---:|---:|
            | **Greeting \\| service** | 33.3 % | – |
            | com.example | 87.5 % | 75.0 % |
            | com.empty | – | – |
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          nothing
          <coverage/>
          <report><counter type="LINE" missed="x" covered="1"/></report>
          <report>
          <!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><report name="r">&e;</report>
          """)
  void refusesWhatIsNoReport(String xml) {
    assertThatThrownBy(() -> read(xml)).isInstanceOf(UnreadableReportException.class);
  }

  private static JacocoReport read(String xml) {
    return JacocoReport.read(xml.getBytes(StandardCharsets.UTF_8));
  }
}
