package dev.slipway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HeadersFrameOption;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentSecurityPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersFrameOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/// The static site and the API on one domain, so that no request crosses an origin.
final class StatusSite extends Construct {
  /// Paths that go to the HTTP API; all others are files of the site.
  private static final List<String> API_PATHS = List.of("/api/*", "/runner/*", "/webhooks/*");

  /// Files are those of the build; all other paths are screens, `/runs/1/jobs/test.3` too, and the
  /// site's one page serves them.
  private static final String SCREENS =
      """
      function handler(event) {
        var request = event.request;
        var isFile = /^\\/(assets\\/)?[^\\/]+\\.[a-z][a-z0-9]*$/.test(request.uri);
        if (!isFile) request.uri = '/index.html';
        return request;
      }
      """;

  private final Distribution distribution;

  StatusSite(Construct scope, String id, Installation installation, HttpApi api) {
    super(scope, id);
    var files =
        Bucket.Builder.create(this, "Files")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment("Slipway: status site and API")
            .defaultRootObject("index.html")
            .defaultBehavior(site(files))
            .additionalBehaviors(toApi(api))
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .priceClass(PriceClass.PRICE_CLASS_100)
            .build();
    BucketDeployment.Builder.create(this, "Deployment")
        .sources(List.of(Source.asset(installation.siteFolder().toString())))
        .destinationBucket(files)
        .distribution(distribution)
        .build();
  }

  private BehaviorOptions site(Bucket files) {
    var screens =
        Function.Builder.create(this, "Screens")
            .code(FunctionCode.fromInline(SCREENS))
            .runtime(FunctionRuntime.JS_2_0)
            .comment("Serves the site's one page for every screen")
            .build();
    return BehaviorOptions.builder()
        .origin(S3BucketOrigin.withOriginAccessControl(files))
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
        .responseHeadersPolicy(headers())
        .compress(true)
        .functionAssociations(
            List.of(
                FunctionAssociation.builder()
                    .eventType(FunctionEventType.VIEWER_REQUEST)
                    .function(screens)
                    .build()))
        .build();
  }

  private static Map<String, BehaviorOptions> toApi(HttpApi api) {
    var domain = Fn.select(2, Fn.split("/", api.getApiEndpoint()));
    var behaviours = new LinkedHashMap<String, BehaviorOptions>();
    for (var path : API_PATHS) {
      behaviours.put(
          path,
          BehaviorOptions.builder()
              .origin(HttpOrigin.Builder.create(domain).build())
              .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
              .allowedMethods(AllowedMethods.ALLOW_ALL)
              .cachePolicy(CachePolicy.CACHING_DISABLED)
              .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
              .build());
    }
    return behaviours;
  }

  private ResponseHeadersPolicy headers() {
    return ResponseHeadersPolicy.Builder.create(this, "Headers")
        .securityHeadersBehavior(
            ResponseSecurityHeadersBehavior.builder()
                .contentSecurityPolicy(
                    ResponseHeadersContentSecurityPolicy.builder()
                        .contentSecurityPolicy(
                            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                                + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
                        .override(true)
                        .build())
                .contentTypeOptions(
                    ResponseHeadersContentTypeOptions.builder().override(true).build())
                .frameOptions(
                    ResponseHeadersFrameOptions.builder()
                        .frameOption(HeadersFrameOption.DENY)
                        .override(true)
                        .build())
                .referrerPolicy(
                    ResponseHeadersReferrerPolicy.builder()
                        .referrerPolicy(HeadersReferrerPolicy.SAME_ORIGIN)
                        .override(true)
                        .build())
                .strictTransportSecurity(
                    ResponseHeadersStrictTransportSecurity.builder()
                        .accessControlMaxAge(Duration.days(365))
                        .override(true)
                        .build())
                .build())
        .build();
  }

  String url() {
    return "https://" + distribution.getDistributionDomainName();
  }
}
