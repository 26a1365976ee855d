package dev.slipway.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.git.GitUrl.Reach;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
  private static final byte[] PUBLIC = {(byte) 140, 82, 121, 4};

  /// Names are public hosts, but for those that say otherwise; addresses are what they are.
  private static InetAddress[] resolve(String host) throws UnknownHostException {
    return switch (host) {
      case "localhost", "LOCALHOST", "localhost." -> InetAddress.getAllByName("127.0.0.1");
      case "rebound.example" ->
          new InetAddress[] {
            InetAddress.getByAddress(host, PUBLIC), InetAddress.getByName("10.0.0.1")
          };
      case "metadata.google.internal" -> InetAddress.getAllByName("169.254.169.254");
      case "unknown.example" -> throw new UnknownHostException(host);
      default ->
          host.matches("[0-9.]+|\\[.*]")
              ? InetAddress.getAllByName(host)
              : new InetAddress[] {InetAddress.getByAddress(host, PUBLIC)};
    };
  }

  private static GitUrl internet(String url) {
    return GitUrl.of(url, Reach.INTERNET, GitUrlTest::resolve);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/octo/hello.git",
        "https://github.com/octo/hello",
        "  https://github.com/octo/hello  ",
        "https://token@github.com/octo/hello.git",
        "https://user:pass%40word@github.com:8443/octo/hello.git",
        "https://github.com./octo/hello",
        "https://140.82.121.4/octo/hello",
        "https://[2606:50c0:8000::153]/octo/hello",
        "ssh://git@github.com/octo/hello.git",
        "ssh://git@ssh.github.com:443/octo/hello.git",
        "git@github.com:octo/hello.git",
        "https://xn--bcher-kva.example/octo/hello",
        "https://github.com/octo/h%C3%A9llo"
      })
  void takesPublicAddresses(String url) {
    assertThat(internet(url).value()).isEqualTo(url.strip());
    assertThat(internet(url).isLocal()).isFalse();
  }

  /// What is refused where only the internet may be reached.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://github.com/octo/hello                  | http addresses are not allowed here
          file:///etc                                   | file addresses are not allowed here
          FILE:///etc                                   | file addresses are not allowed here
          git://github.com/octo/hello                   | git addresses are not allowed here
          ftp://github.com/octo/hello                   | ftp addresses are not allowed here
          jar:https://github.com/x                      | jar addresses are not allowed here
          /etc                                          | a path is not allowed here
          ./repository                                  | a path is not allowed here
          file:/etc                                     | a path is not allowed here
          https:/github.com/octo                        | a path is not allowed here
          ext::sh -c touch% /tmp/pwned                  | is no address of a repository
          fd::7                                         | is no address of a repository
          transport::https://github.com/x               | is no address of a repository
          --upload-pack=touch /tmp/pwned                | is no address of a repository
          -oProxyCommand=touch                          | is no address of a repository
          ssh://-oProxyCommand=touch/x                  | no host that can be trusted
          ssh://-oProxyCommand=touch@host/x             | begins with a dash
          ssh://git@-oProxyCommand=touch/x              | no host that can be trusted
          ssh://git@github.com/-x                       | begins with a dash
          -oProxyCommand=x@github.com:octo/hello        | is no address of a repository
          git@-oProxyCommand.x:octo/hello               | begins with a dash
          git@github.com:-x                             | begins with a dash
          https://169.254.169.254/latest/meta-data      | leads into the platform's own network
          https://169.254.170.2/v2/credentials          | leads into the platform's own network
          https://127.0.0.1/x                           | leads into the platform's own network
          https://127.1.2.3:8443/x                      | leads into the platform's own network
          https://0.0.0.0/x                             | leads into the platform's own network
          https://10.1.2.3/x                            | leads into the platform's own network
          https://172.31.255.255/x                      | leads into the platform's own network
          https://192.168.1.1/x                         | leads into the platform's own network
          https://100.64.0.1/x                          | leads into the platform's own network
          https://198.18.0.1/x                          | leads into the platform's own network
          https://224.0.0.1/x                           | leads into the platform's own network
          https://255.255.255.255/x                     | leads into the platform's own network
          https://localhost/x                           | leads into the platform's own network
          https://LOCALHOST/x                           | leads into the platform's own network
          https://[64:ff9b::a9fe:a9fe]/x                | leads into the platform's own network
          https://localhost./x                          | leads into the platform's own network
          ssh://git@localhost/x                         | leads into the platform's own network
          git@localhost:x                               | leads into the platform's own network
          git@169.254.169.254:x                         | leads into the platform's own network
          https://metadata.google.internal/x            | leads into the platform's own network
          https://rebound.example/x                     | leads into the platform's own network
          https://[::1]/x                               | leads into the platform's own network
          https://[::]/x                                | leads into the platform's own network
          https://[fe80::1]/x                           | leads into the platform's own network
          https://[fd00:ec2::254]/x                     | leads into the platform's own network
          https://[::ffff:169.254.169.254]/x            | no host that can be trusted
          https://[::ffff:a9fe:a9fe]/x                  | leads into the platform's own network
          https://[::169.254.169.254]/x                 | no host that can be trusted
          https://[64:ff9b::169.254.169.254]/x          | no host that can be trusted
          https://[2002:a9fe:a9fe::1]/x                 | leads into the platform's own network
          https://[2001:0:1:2:3:4:5:6]/x                | leads into the platform's own network
          https://2852039166/x                          | is neither a name nor an address
          https://0xa9fea9fe/x                          | is neither a name nor an address
          https://0xa9.0xfe.0xa9.0xfe/x                 | no host that can be trusted
          https://0251.0376.0251.0376/x                 | no host that can be trusted
          https://169.254.43518/x                       | no host that can be trusted
          git@2852039166:x                              | is neither a name nor an address
          git@0xa9fea9fe:x                              | is neither a name nor an address
          git@127.1:x                                   | is neither a name nor an address
          https://github.com@169.254.169.254/x          | leads into the platform's own network
          https://github.com%2f@169.254.169.254/x       | leads into the platform's own network
          https://a@b@169.254.169.254/x                 | no host that can be trusted
          https://169.254.169.254\\@github.com/x        | is no address
          https://github.com\\@169.254.169.254/x        | is no address
          https://github.com /x                         | is no address
          https:///x                                    | no host that can be trusted
          https://a_b.example/x                         | no host that can be trusted
          https://under_score/x                         | no host that can be trusted
          """)
  void refusesWhatIsNotTheInternet(String url, String why) {
    assertThatThrownBy(() -> internet(url))
        .isInstanceOf(GitException.class)
        .hasMessageContaining(why)
        .extracting(e -> ((GitException) e).retryable())
        .isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/octo/he\u202Ello",
        "https://github.com/octo/he\u2066llo",
        "https://github.com/octo/he\u200bllo",
        "https://github.com/octo/hello\u0000",
        "https://github.com/octo\r\nHost: evil/hello",
        "https://github.com/octo\nx/hello",
        "https://github.com/\u0085",
        "https://github.com/\u2028x",
        "/path/\u001b[31m",
        "https://github.com/\ud800"
      })
  void refusesCharactersThatNobodySees(String url) {
    for (var reach : Reach.values()) {
      assertThatThrownBy(() -> GitUrl.of(url, reach, GitUrlTest::resolve))
          .isInstanceOf(GitException.class)
          .hasMessage("the address holds control characters");
    }
  }

  @Test
  void refusesNothingAndTooMuch() {
    for (var url : new String[] {"", "   ", "https://github.com/" + "x".repeat(2_048)}) {
      assertThatThrownBy(() -> internet(url)).hasMessageContaining("empty or longer than 2048");
    }
  }

  @Test
  void aHostThatIsNotFoundMayBeFoundLater() {
    var e = catchThrowableOfType(GitException.class, () -> internet("https://unknown.example/x"));
    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessage("host unknown.example is not known");
  }

  /// On one's own machine: what Git is given, and whether it is a path.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://localhost:3000/octo/hello   | http://localhost:3000/octo/hello | false
          https://10.0.0.7/octo/hello        | https://10.0.0.7/octo/hello      | false
          git@host:octo/hello                | git@host:octo/hello              | false
          /srv/git/hello                     | /srv/git/hello                   | true
          ../hello                           | ../hello                         | true
          file:///srv/git/a%20b              | /srv/git/a b                     | true
          file://localhost/srv/git           | /srv/git                         | true
          FILE:///srv/git                    | /srv/git                         | true
          """)
  void reachesAnywhereOnOnesOwnMachine(String url, String value, boolean local) {
    var read = GitUrl.of(url, Reach.ANYWHERE);
    assertThat(read.value()).isEqualTo(value);
    assertThat(read.isLocal()).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c true",
        "-x",
        "ssh://-oProxyCommand=x/y",
        "git@-x:y",
        "file://host/srv",
        "file://",
        "gopher://host/x",
        "ssh://-x@host/y"
      })
  void refusesProgramsAndOptionsEverywhere(String url) {
    assertThatThrownBy(() -> GitUrl.of(url, Reach.ANYWHERE))
        .isInstanceOf(GitException.class)
        .extracting(e -> ((GitException) e).retryable())
        .isEqualTo(false);
  }

  /// No message holds what may be a secret, whatever is wrong with the address.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:s3cr3t@github.com/x",
        "https://s3cr3t@169.254.169.254/x",
        "https://user:s3cr3t@2130706433/x",
        "https://user:a/s3cr3t@host/x",
        "https://user:a@s3cr3t@host/x",
        "https://user:s3cr3t@ho st/x",
        "https://user:s3cr3t@/x",
        "gopher://user:s3cr3t@host/x",
        "ext::https://user:s3cr3t@host/x",
        "https://github.com /x?access_token=s3cr3t",
        "https://under_score/x?token=s3cr3t&x=y"
      })
  void tellsNoCredentials(String url) {
    var e = catchThrowableOfType(GitException.class, () -> internet(url));
    var whole = new StringWriter();
    e.printStackTrace(new PrintWriter(whole));
    assertThat(whole.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void showsItselfWithoutCredentials() {
    var url = internet("https://user:s3cr3t@github.com/octo/hello.git?token=s3cr3t");
    assertThat(url.shown()).isEqualTo("https://github.com/octo/hello.git?token=***");
    assertThat(url).hasToString(url.shown());
    assertThat(internet("git@github.com:octo/hello").shown())
        .isEqualTo("git@github.com:octo/hello");
  }
}
