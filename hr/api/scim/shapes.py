"""Resources as `/Schemas` publishes them: what the directory may write, and what it only reads."""

from __future__ import annotations

from typing import Annotated, Any, Generic

from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)
from scim2_models.attributes import ExtensibleStringEnum
from scim2_models.resources.resource import AnyExtension

MOST_RESULTS = 200
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
READ = Mutability.read_only


class Kind(ExtensibleStringEnum):
    """Addresses and numbers kept here are those of the office."""

    work = "work"


class Name(ComplexAttribute):
    """성과 이름."""

    family_name: str | None = Field(default=None, description="성", max_length=60)
    given_name: str | None = Field(default=None, description="이름", max_length=60)


class Email(ComplexAttribute):
    """전자우편."""

    value: str | None = Field(
        default=None, description="주소. 하나만 둔다. 여럿이 오면 primary, work, 맨 앞의 차례로 고른다."
    )
    type: Kind | None = Field(default=None, description="직장(work)만 둔다.")


class PhoneNumber(ComplexAttribute):
    """전화."""

    value: str | None = Field(
        default=None,
        description="번호(20자까지). 하나만 둔다. 여럿이 오면 primary, work, 맨 앞의 차례로 고른다.",
    )
    type: Kind | None = Field(default=None, description="직장(work)만 둔다.")


class GroupMembership(ComplexAttribute):
    """소속 부서."""

    value: Annotated[str | None, READ, CaseExact.true] = Field(default=None, description="부서 id")
    ref: Annotated[Reference[Group] | None, READ] = Field(
        default=None, serialization_alias="$ref", validation_alias="$ref", description="부서 주소"
    )
    display: Annotated[str | None, READ] = Field(default=None, description="부서 이름")
    type: Annotated[str | None, READ] = Field(default=None, description="direct", examples=["direct"])


class Manager(ComplexAttribute):
    """소속 부서의 장."""

    value: Annotated[str | None, READ, CaseExact.true] = Field(default=None, description="부서장의 사용자 id")
    ref: Annotated[Reference[User] | None, READ] = Field(
        default=None, serialization_alias="$ref", validation_alias="$ref", description="부서장의 주소"
    )
    display_name: Annotated[str | None, READ] = Field(default=None, description="부서장의 이름")


class User(Resource[AnyExtension], Generic[AnyExtension]):
    """사용자 계정."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Required.true, Uniqueness.server] = Field(
        default=None, description="아이디(영문 소문자, 숫자, . _ - 로 3자 이상)"
    )
    display_name: Annotated[str | None, Required.true] = Field(
        default=None, description="화면과 문서에 보이는 성명"
    )
    name: Name | None = Field(default=None, description="성과 이름")
    title: Annotated[str | None, READ] = Field(default=None, description="직위. 인사발령으로만 바뀐다.")
    active: Annotated[bool | None, Required.true] = Field(
        default=None, description="사용 여부. false이면 모든 로그인이 끝난다."
    )
    emails: list[Email] | None = Field(default=None, description="전자우편")
    phone_numbers: list[PhoneNumber] | None = Field(default=None, description="전화")
    groups: Annotated[list[GroupMembership] | None, READ] = Field(
        default=None, description="소속 부서. 인사발령으로만 바뀐다."
    )


class EnterpriseUser(Extension):
    """사번과 소속."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = Field(
        default=None,
        description="사번(64자까지). 같은 사번의 직원에게 계정을 연결하고, 연결된 뒤에는 바꾸지 않는다.",
    )
    department: Annotated[str | None, READ] = Field(
        default=None, description="소속 부서. 인사발령으로만 바뀐다."
    )
    manager: Annotated[Manager | None, READ] = Field(
        default=None, description="부서장. 인사발령으로만 바뀐다."
    )


class GroupMember(ComplexAttribute):
    """부서원."""

    value: Annotated[str | None, READ, CaseExact.true] = Field(default=None, description="사용자 id")
    ref: Annotated[Reference[User] | None, READ] = Field(
        default=None, serialization_alias="$ref", validation_alias="$ref", description="사용자 주소"
    )
    display: Annotated[str | None, READ] = Field(default=None, description="성명")


class Group(Resource[Any]):
    """부서. 조직개편과 인사발령으로만 바뀌므로 읽기만 한다."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, READ, Required.true] = Field(default=None, description="부서 이름")
    members: Annotated[list[GroupMember] | None, READ] = Field(
        default=None, description="주된 직위가 이 부서인 사람"
    )


Account = User[EnterpriseUser]

CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST_RESULTS),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=True),
    etag=ETag(supported=False),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="OAuth 2 Bearer Token",
            description=(
                "연계 프로그램이 client_credentials 방식으로 받은 접근 토큰. 읽기는 hr.directory:view, "
                "쓰기는 hr.directory:manage 범위가 있어야 한다. 부서(Groups)와 소속·직위·부서장은 "
                "인사발령으로만 바뀌므로 읽기만 한다."
            ),
            primary=True,
        )
    ],
)


def _resource_type(model: type[Resource[Any]], description: str) -> ResourceType:
    made = ResourceType.from_resource(model)
    made.description = description
    return made


PROVIDER = ScimProvider(
    models=[User, EnterpriseUser, Group],
    resource_types=[
        _resource_type(Account, "사용자 계정과 사번"),
        _resource_type(Group, "부서(읽기만)"),
    ],
    config=CONFIG,
    policy=POLICY,
)
