import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0011_marks_and_purposes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='documentnotice',
            name='document_notice_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='opinion',
            name='opinion_kind_known',
        ),
        migrations.AddField(
            model_name='opinion',
            name='answers',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='approvals.opinion', verbose_name='문의'),
        ),
        migrations.AlterField(
            model_name='documentnotice',
            name='kind',
            field=models.CharField(choices=[('YOUR_TURN', '결재 차례'), ('APPROVED', '결재완료'), ('RETURNED', '반려'), ('REJECTED', '부결'), ('RECALLED', '회수'), ('EDITED', '검토자 수정'), ('REASSIGNED', '결재자 변경'), ('AUDIT_OPINION', '감사의견'), ('NOBODY', '결재자 없음'), ('WITHDRAWN', '반영 취소'), ('POST_REVIEW', '후열'), ('REMINDED', '처리 지연'), ('SLOW', '대결 요청 가능'), ('ASKED_TO_ACT', '대결 요청'), ('REPORT', '사후 보고'), ('REOPEN', '공개구분 재검토'), ('EFFECT_FAILED', '반영 실패'), ('REMINDER', '결재 재촉'), ('HELD', '보류'), ('QUESTION', '문의'), ('ANSWER', '문의 답변')], max_length=14, verbose_name='알림'),
        ),
        migrations.AlterField(
            model_name='opinion',
            name='kind',
            field=models.CharField(choices=[('AGREEMENT', '의견'), ('RETURN', '반려'), ('REJECT', '부결'), ('RECALL', '회수'), ('HOLD', '보류'), ('QUESTION', '문의'), ('ANSWER', '답변'), ('AUDIT', '감사의견'), ('AUDIT_ANSWER', '조치결과'), ('GO_ON', '부적정 의견에도 결재하는 사유'), ('SKIP', '검토 생략'), ('LINE_CHANGE', '결재선 변경'), ('DISCARD', '폐기')], max_length=14, verbose_name='종류'),
        ),
        migrations.AddConstraint(
            model_name='documentnotice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['YOUR_TURN', 'APPROVED', 'RETURNED', 'REJECTED', 'RECALLED', 'EDITED', 'REASSIGNED', 'AUDIT_OPINION', 'NOBODY', 'WITHDRAWN', 'POST_REVIEW', 'REMINDED', 'SLOW', 'ASKED_TO_ACT', 'REPORT', 'REOPEN', 'EFFECT_FAILED', 'REMINDER', 'HELD', 'QUESTION', 'ANSWER'])), name='document_notice_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['AGREEMENT', 'RETURN', 'REJECT', 'RECALL', 'HOLD', 'QUESTION', 'ANSWER', 'AUDIT', 'AUDIT_ANSWER', 'GO_ON', 'SKIP', 'LINE_CHANGE', 'DISCARD'])), name='opinion_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answers__isnull', False), ('kind', 'ANSWER')), models.Q(models.Q(('kind', 'ANSWER'), _negated=True), ('answers__isnull', True)), _connector='OR'), name='opinion_answer_has_question'),
        ),
    ]
