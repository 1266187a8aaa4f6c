# What an environment of hello stands on: a launch template, a load balancer with its target group and listener, and a group.
# bakeroll rolls the group; the two `lifecycle` blocks keep Terraform's hands off what a roll moves (docs/terraform.md).

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "environment" {
  type    = string
  default = "dev"
}

variable "region" {
  type    = string
  default = "eu-local-1"
}

# The local region's endpoint, such as http://127.0.0.1:4600; empty for AWS itself.
variable "endpoint" {
  type    = string
  default = ""
}

variable "size" {
  type    = object({ min = number, max = number, desired = number })
  default = { min = 0, max = 6, desired = 0 }
}

locals {
  name  = "hello-${var.environment}"
  local = var.endpoint != ""
}

provider "aws" {
  region                      = var.region
  skip_region_validation      = local.local
  skip_credentials_validation = local.local
  skip_metadata_api_check     = local.local

  dynamic "endpoints" {
    for_each = local.local ? [var.endpoint] : []
    content {
      autoscaling = endpoints.value
      ec2         = endpoints.value
      elbv2       = endpoints.value
      iam         = endpoints.value
      ssm         = endpoints.value
      sts         = endpoints.value
    }
  }
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

data "aws_ami" "debian" {
  most_recent = true
  owners      = ["136693071363"]

  filter {
    name   = "name"
    values = ["debian-12-amd64-*"]
  }
}

resource "aws_security_group" "hello" {
  name        = local.name
  description = "Serves ${local.name}"
  vpc_id      = data.aws_vpc.default.id

  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.default.cidr_block]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "hello" {
  name               = local.name
  load_balancer_type = "application"
  subnets            = data.aws_subnets.default.ids
  security_groups    = [aws_security_group.hello.id]
}

resource "aws_lb_target_group" "hello" {
  name                 = local.name
  port                 = 8080
  protocol             = "HTTP"
  vpc_id               = data.aws_vpc.default.id
  deregistration_delay = 10

  health_check {
    path                = "/healthz"
    interval            = 5
    timeout             = 2
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "hello" {
  load_balancer_arn = aws_lb.hello.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.hello.arn
  }
}

# What an instance may do: read the settings of its environment, /hello/<environment>/DATABASE_URL and GREETING, and nothing else.

resource "aws_iam_role" "hello" {
  name = local.name

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "settings" {
  name = "settings"
  role = aws_iam_role.hello.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"]
      Resource = [
        "arn:aws:ssm:*:*:parameter/hello/${var.environment}",
        "arn:aws:ssm:*:*:parameter/hello/${var.environment}/*",
      ]
    }]
  })
}

resource "aws_iam_instance_profile" "hello" {
  name = local.name
  role = aws_iam_role.hello.name
}

resource "aws_launch_template" "hello" {
  name          = local.name
  image_id      = data.aws_ami.debian.id
  instance_type = "t3.small"

  vpc_security_group_ids = [aws_security_group.hello.id]

  iam_instance_profile {
    name = aws_iam_instance_profile.hello.name
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  user_data = base64encode(join("\n", [
    "# bakeroll",
    "BAKEROLL_ENV=${var.environment}",
    "BAKEROLL_SETTINGS=ssm:/hello/${var.environment}/",
    # Instances of a local region reach its API at the first address of their network.
    local.local ? "BAKEROLL_ENDPOINT=${replace(var.endpoint, "127.0.0.1", cidrhost(data.aws_vpc.default.cidr_block, 1))}" : "",
    "",
  ]))

  lifecycle {
    ignore_changes = [image_id, description]
  }
}

resource "aws_autoscaling_group" "hello" {
  name                      = local.name
  min_size                  = var.size.min
  max_size                  = var.size.max
  desired_capacity          = var.size.desired
  vpc_zone_identifier       = data.aws_subnets.default.ids
  target_group_arns         = [aws_lb_target_group.hello.arn]
  health_check_type         = "ELB"
  health_check_grace_period = 60

  launch_template {
    id      = aws_launch_template.hello.id
    version = aws_launch_template.hello.default_version
  }

  lifecycle {
    ignore_changes = [launch_template, desired_capacity, min_size, max_size, suspended_processes, tag]
  }
}

output "url" {
  value = "http://${aws_lb.hello.dns_name}/"
}
