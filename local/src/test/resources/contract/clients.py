# What boto3's own defaults send, against AWS_ENDPOINT_URL.
import json
import os
import time
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{found} instead of {code}"
        return
    raise AssertionError(f"{code} was expected")


s3 = boto3.client("s3")
s3.create_bucket(Bucket="py-bucket")
s3.put_object(Bucket="py-bucket", Key="a", Body=b"1", Metadata={"k": "v"})
s3.put_object(Bucket="py-bucket", Key="a/b c", Body=b"2")
assert s3.get_object(Bucket="py-bucket", Key="a")["Body"].read() == b"1"
assert s3.head_object(Bucket="py-bucket", Key="a")["Metadata"] == {"k": "v"}
refused("PreconditionFailed", s3.put_object, Bucket="py-bucket", Key="a", Body=b"", IfNoneMatch="*")
refused("NoSuchKey", s3.get_object, Bucket="py-bucket", Key="none")
big = os.urandom(11 << 20)
parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
with open("big.tmp", "wb") as file:
    file.write(big)
s3.upload_file("big.tmp", "py-bucket", "big", Config=parts)
os.remove("big.tmp")
assert s3.get_object(Bucket="py-bucket", Key="big")["Body"].read() == big
pages = s3.get_paginator("list_objects_v2").paginate(
    Bucket="py-bucket", PaginationConfig={"PageSize": 1})
assert [item["Key"] for page in pages for item in page["Contents"]] == ["a", "a/b c", "big"]
address = s3.generate_presigned_url(
    "get_object", Params={"Bucket": "py-bucket", "Key": "a"}, ExpiresIn=1)
assert urllib.request.urlopen(address).read() == b"1"
time.sleep(2.1)
try:
    urllib.request.urlopen(address)
    raise AssertionError("the address still opens")
except urllib.error.HTTPError as error:
    assert error.code == 403 and b"Request has expired" in error.read()

sqs = boto3.client("sqs")
url = sqs.create_queue(QueueName="py.fifo", Attributes={
    "FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]
sqs.send_message(QueueUrl=url, MessageBody="m", MessageGroupId="g", MessageAttributes={
    "blob": {"DataType": "Binary", "BinaryValue": b"\x01"}})
message = sqs.receive_message(
    QueueUrl=url, WaitTimeSeconds=1, MessageAttributeNames=["All"])["Messages"][0]
assert message["MessageAttributes"]["blob"]["BinaryValue"] == b"\x01"
sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")

ssm = boto3.client("ssm")
ssm.put_parameter(Name="/py/a", Value="1", Type="SecureString")
assert ssm.get_parameter(Name="/py/a", WithDecryption=True)["Parameter"]["Value"] == "1"
refused("ParameterNotFound", ssm.get_parameter, Name="/py/none")

secrets = boto3.client("secretsmanager")
secrets.create_secret(Name="py", SecretBinary=b"\x01\x02")
assert secrets.get_secret_value(SecretId="py")["SecretBinary"] == b"\x01\x02"

events = boto3.client("events")
events.put_rule(Name="py", EventPattern=json.dumps({"source": ["py"]}))
assert events.describe_rule(Name="py")["State"] == "ENABLED"
scheduler = boto3.client("scheduler")
scheduler.create_schedule(
    Name="py", ScheduleExpression="rate(5 minutes)", FlexibleTimeWindow={"Mode": "OFF"},
    Target={"Arn": "arn:aws:sqs:us-east-1:000000000000:x", "RoleArn": "arn:aws:iam::000000000000:role/x"})
assert scheduler.get_schedule(Name="py")["ScheduleExpression"] == "rate(5 minutes)"

refused("ResourceNotFoundException", boto3.client("lambda").invoke, FunctionName="none")
build = boto3.client("codebuild").start_build(projectName="project")["build"]
assert build["startTime"].year > 2000
assert boto3.client("sts").get_caller_identity()["Account"] == "000000000000"
for name, operation in (("kinesis", "list_streams"), ("ec2", "describe_instances"),
                        ("cloudwatch", "list_metrics"), ("apigatewayv2", "get_apis")):
    try:
        getattr(boto3.client(name), operation)()
        raise AssertionError(name)
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] < 500, name
